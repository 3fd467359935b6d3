/* SPDX-License-Identifier: Apache-2.0 */
/* The account: who one is, how one signs in, where one is signed in, and changing the password. */
#include "app/passkey_manage.h"
#include "app/password_set.h"
#include "app/second_factor.h"
#include "app/session_manage.h"
#include "base/number.h"
#include "store/user.h"
#include "web/pages.h"
#include "web/passkey_step.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"

#define ACCOUNT  SL_STR("/account")
#define PASSWORD SL_STR("/account/password")

/* clang-format off */
static const struct sl_done done[] = {
    { "password", "Your password is changed. Where you were signed in elsewhere you are signed "
                  "out." },
    { "session", "That session has ended." },
    { "authenticator", "Your authenticator is given up. Set up a new one now: your role may need "
                       "it the next time." },
};

static const struct sl_ask_field password_fields[] = {
    { .kind = SL_ASK_PASSWORD, .name = "before", .label = "Current password",
      .missing = "enter your current password" },
    { .kind = SL_ASK_NEW_PASSWORD, .name = "after", .label = "New password",
      .hint = "At least 12 characters. Three or four words that have nothing to do with each other "
              "are good, and easy to remember",
      .missing = "enter a new password" },
};
static const struct sl_ask password_ask = {
    .button = "Change password",
    .fields = password_fields,
    .field_count = sizeof password_fields / sizeof password_fields[0],
};
/* clang-format on */

/* Roles held today, as words. */
static struct sl_str roles_of(struct sl_visit *visit)
{
    const struct sl_user *user = sl_access_user(visit->access);
    struct sl_str text = SL_STR("");

    for (size_t i = 0; i < user->role_count; i++) {
        text = sl_told_join(
            visit, text, sl_user_role_terms()[user->roles[i].role].words, i + 1 == user->role_count
        );
    }
    return text.len > 0 ? sl_told_sentence(visit, text) : SL_STR("None yet: ask an administrator");
}

/* Where passkeys are set up: how many one has. */
static enum sl_status add_passkeys(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_stored_passkey *passkeys = NULL;
    size_t count = 0;

    if (sl_passkey_step_check(visit, NULL) != SL_OK) {
        return SL_OK;
    }
    SL_TRY(sl_passkey_list(visit->access, visit->arena, &passkeys, &count, err));
    sl_sheet_fact(
        sheet,
        "Passkeys",
        count == 0 ? SL_STR("Add one") : sl_told_print(visit, "%zu: see, add or end them", count),
        SL_STR("/account/passkeys")
    );
    return SL_OK;
}

static enum sl_status add_who(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_user *user = sl_access_user(visit->access);
    struct sl_store_user stored;
    bool has_second = false;

    SL_TRY(sl_store_user_find(sl_access_store(visit->access), user->id, visit->arena, &stored, err)
    );
    SL_TRY(sl_second_factor_has(visit->access, &has_second, err));
    sl_sheet_fact(sheet, "Name", stored.name, SL_STR(""));
    sl_sheet_fact(sheet, "User name", user->id, SL_STR(""));
    sl_sheet_fact(sheet, "Agency", user->agency, SL_STR(""));
    sl_sheet_fact(sheet, "Roles", roles_of(visit), SL_STR(""));
    sl_sheet_fact(sheet, "Password", SL_STR("Change your password"), PASSWORD);
    sl_sheet_fact(
        sheet,
        "Authenticator app",
        has_second ? SL_STR("Set up: change or give it up") : SL_STR("Set up"),
        SL_STR("/account/authenticator")
    );
    return add_passkeys(sheet, err);
}

static void
add_session(struct sl_rows *list, const struct sl_session_line *line, struct sl_visit *visit)
{
    const struct sl_stored_session *session = &line->session;
    struct sl_row row = {
        .title = session->source,
        .facts[0] = sl_told_print(
            visit, "Signed in %.*s (UTC)", SL_STR_ARG(sl_told_time(visit, session->begun_at))
        ),
    };

    if (line->is_this) {
        row.tag = SL_STR("This session");
        row.colour = SL_TAG_DONE;
    } else {
        row.button = SL_STR("End session");
        row.action = sl_told_print(visit, "/account/end/%lld", (long long)session->id);
    }
    sl_rows_add(list, &row);
}

static enum sl_status add_sessions(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_session_line *lines = NULL;
    struct sl_rows list;
    size_t count = 0;

    SL_TRY(sl_session_list(visit->access, SL_STR(""), visit->arena, &lines, &count, err));
    sl_rows_init(&list, visit);
    for (size_t i = 0; i < count; i++) {
        add_session(&list, &lines[i], visit);
    }
    sl_sheet_list(
        sheet,
        &list,
        &(struct sl_rows_words){
            .heading = SL_STR("Where you are signed in"),
            .text = SL_STR("A session ends after 30 minutes without use, and after 12 hours. If "
                           "you do not know one of these, end it and change your password."),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_account(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Your account"));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    SL_TRY(add_who(&sheet, err));
    SL_TRY(add_sessions(&sheet, err));
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_account_end(struct sl_visit *visit, struct sl_error *err)
{
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(sl_session_stop(visit->access, id, err));
    return sl_visit_go(visit, SL_STR("/account?done=session"), err);
}

static enum sl_status
show_password(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;

    (void)err;
    sl_sheet_init(&sheet, visit, SL_STR("Change your password"));
    sheet.back = SL_STR("Your account");
    sheet.back_href = ACCOUNT;
    sheet.why = why;
    sl_sheet_form(&sheet, &password_ask, PASSWORD, sl_value_undefined());
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_password(struct sl_visit *visit, struct sl_error *err)
{
    return show_password(visit, NULL, err);
}

enum sl_status sl_visit_password_change(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_password_change change = {
        .before = sl_ask_given(&password_fields[0], &visit->form),
        .after = sl_ask_given(&password_fields[1], &visit->form),
        .source = visit->source,
        .cost = visit->site->job.cost,
    };
    enum sl_status status = sl_ask_check(&password_ask, &visit->form, err);

    if (status == SL_OK) {
        status = sl_password_change(visit->access, &change, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show_password, err);
    }
    return sl_visit_go(visit, SL_STR("/account?done=password"), err);
}
