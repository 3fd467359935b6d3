/* SPDX-License-Identifier: Apache-2.0 */
/* Users of the agency: the list, one with roles and children, adding, inviting, ending. */
#include "app/user_manage.h"

#include "app/access_change.h"
#include "app/session_file.h"
#include "app/user_show.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

#define USERS      SL_STR("/users")
#define ADD        SL_STR("/users/add")
#define CODE_BYTES ((size_t)400)

/* clang-format off */
static const struct sl_done done[] = {
    { "given", "The role is given. It holds from today." },
    { "taken", "The role has ended, and all sessions of this user with it." },
    { "ended", "The account has ended, and all sessions of this user with it." },
    { "proposed", "It waits for another administrator of your agency, who must confirm it within "
                  "3 days." },
};

enum { ID, NAME, AGENCY, ADD_COUNT };
static const struct sl_ask_field add_fields[ADD_COUNT] = {
    [ID] = { .kind = SL_ASK_TEXT, .name = "id", .label = "User name",
             .hint = "Small letters, figures, dots and dashes, for example ann.example",
             .missing = "enter a user name" },
    [NAME] = { .kind = SL_ASK_TEXT, .name = "name", .label = "Name",
               .hint = "As colleagues know them", .missing = "enter a name" },
    [AGENCY] = { .kind = SL_ASK_TEXT, .name = "agency", .label = "Agency",
                 .missing = "enter an agency" },
};
static const struct sl_ask add_ask = {
    .button = "Add and invite",
    .fields = add_fields,
    .field_count = ADD_COUNT,
};

static const struct sl_ask invite_ask = {
    .heading = "Invite",
    .text = "With an invitation code they set a password: the first one, or a new one for who has "
            "forgotten theirs. An earlier code ends.",
    .button = "Make an invitation code",
};
static const struct sl_ask_field role_fields[] = {
    { .kind = SL_ASK_SELECT, .name = "role", .label = "Role", .missing = "choose a role",
      .terms = sl_user_role_terms, .term_count = SL_USER_ROLE_COUNT },
};
static const struct sl_ask give_ask = {
    .heading = "Give a role",
    .button = "Give role",
    .fields = role_fields,
    .field_count = 1,
};
static const struct sl_ask end_ask = {
    .heading = "End the account",
    .text = "They may do nothing more, at once, and are signed out. What they did stays in the "
            "ledger.",
    .button = "End account",
    .is_grave = true,
};
/* clang-format on */

/* Roles that have not ended, as words. */
static struct sl_str roles_of(struct sl_visit *visit, const struct sl_user_page *page)
{
    struct sl_str text = SL_STR("");

    for (size_t i = 0; i < page->role_count; i++) {
        if (page->roles[i].ended.at == 0) {
            text =
                sl_told_join(visit, text, sl_user_role_terms()[page->roles[i].role].words, false);
        }
    }
    return text.len > 0 ? sl_told_sentence(visit, text) : SL_STR("No role");
}

static struct sl_str path_of(struct sl_visit *visit, struct sl_str id, const char *behind)
{
    return sl_told_print(visit, "%.*s%s", SL_STR_ARG(sl_told_path(visit, "/user/", id)), behind);
}

enum sl_status sl_visit_users(struct sl_visit *visit, struct sl_error *err)
{
    const bool all = sl_form_has(&visit->query, SL_STR("all"));
    const struct sl_user_filter filter = {
        .agency = sl_access_user(visit->access)->agency,
        .role = SL_USER_ROLE_COUNT,
        .with_ended = all,
    };
    struct sl_user_page *pages = NULL;
    struct sl_sheet sheet;
    struct sl_rows rows;
    size_t count = 0;

    SL_TRY(sl_user_list(visit->access, &filter, visit->arena, &pages, &count, err));
    sl_sheet_init(&sheet, visit, SL_STR("Users of your agency"));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sl_rows_init(&rows, visit);
    rows.keep = all ? SL_STR("all=1&") : SL_STR("");
    for (size_t i = 0; i < count; i++) {
        const struct sl_store_user *user = &pages[i].user;
        const struct sl_row row = {
            .title = user->name.len > 0 ? user->name : user->id,
            .href = path_of(visit, user->id, ""),
            .facts[0] = user->id,
            .facts[1] = roles_of(visit, &pages[i]),
            .tag = user->ended.at != 0 ? SL_STR("Ended") : SL_STR(""),
            .colour = SL_TAG_CLOSED,
        };
        sl_rows_add(&rows, &row);
    }
    sl_sheet_link(&sheet, SL_STR("Add a user"), ADD);
    sl_sheet_list(&sheet, &rows, &(struct sl_rows_words){ .empty = SL_STR("Nobody is there.") });
    sl_sheet_link(
        &sheet,
        all ? SL_STR("Show only those who have an account") : SL_STR("Show those who left, too"),
        all ? USERS : SL_STR("/users?all=1")
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

static void add_roles(struct sl_sheet *sheet, const struct sl_user_page *page)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, page->role_count);
    for (size_t i = 0; i < page->role_count; i++) {
        const struct sl_store_role *role = &page->roles[i];
        const struct sl_term *term = &sl_user_role_terms()[role->role];
        struct sl_row row = {
            .title = sl_told_sentence(visit, term->words),
            .facts[0] =
                sl_told_print(visit, "From %.*s", SL_STR_ARG(sl_told_day(visit, role->held.from))),
        };
        if (role->ended.at != 0) {
            row.tag = SL_STR("Ended");
            row.colour = SL_TAG_CLOSED;
        } else {
            row.button = SL_STR("End role");
            row.action = path_of(
                visit,
                page->user.id,
                sl_told_print(visit, "/role/%.*s/end", SL_STR_ARG(term->name)).ptr
            );
        }
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){ .heading = SL_STR("Roles"), .empty = SL_STR("They have none.") }
    );
}

static void add_ties(struct sl_sheet *sheet, const struct sl_user_page *page)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_rows rows;

    sl_rows_init_short(&rows, visit, page->tie_count);
    for (size_t i = 0; i < page->tie_count; i++) {
        const struct sl_user_page_tie *tie = &page->ties[i];
        const struct sl_row row = {
            .title = sl_told_print(
                visit,
                "%.*s/%.*s/%.*s",
                SL_STR_ARG(tie->agency),
                SL_STR_ARG(tie->system),
                SL_STR_ARG(tie->tie.key)
            ),
            .facts[0] = sl_told_sentence(visit, sl_tie_terms()[tie->tie.kind].words),
            .tag = tie->tie.ended.at != 0 ? SL_STR("Ended") : SL_STR(""),
            .colour = SL_TAG_CLOSED,
        };
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Children they work with"),
            .empty = SL_STR("No child is allocated to them."),
        }
    );
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_user_page page;
    struct sl_sheet sheet;

    SL_TRY(sl_user_show(visit->access, sl_visit_param(visit, 0), visit->arena, &page, err));
    const struct sl_store_user *user = &page.user;
    sl_sheet_init(&sheet, visit, user->name.len > 0 ? user->name : user->id);
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sheet.back = SL_STR("Users of your agency");
    sheet.back_href = USERS;
    sheet.why = why;
    if (user->ended.at != 0) {
        sheet.tag = SL_STR("Ended");
        sheet.colour = SL_TAG_CLOSED;
    }
    sl_sheet_fact(&sheet, "User name", user->id, SL_STR(""));
    sl_sheet_fact(&sheet, "Agency", user->agency, SL_STR(""));
    sl_sheet_fact(&sheet, "Added (UTC)", sl_told_time(visit, user->added.at), SL_STR(""));
    sl_sheet_fact(&sheet, "Ended (UTC)", sl_told_time(visit, user->ended.at), SL_STR(""));
    add_roles(&sheet, &page);
    add_ties(&sheet, &page);
    if (user->ended.at == 0) {
        const struct sl_value none = sl_value_undefined();
        sl_sheet_form(&sheet, &give_ask, path_of(visit, user->id, "/role"), none);
        sl_sheet_form(&sheet, &invite_ask, path_of(visit, user->id, "/invite"), none);
        sl_sheet_form(&sheet, &end_ask, path_of(visit, user->id, "/end"), none);
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_user(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

/* Back on the page of the user, with what was done; or, unless `proposal` is 0, is proposed. */
static enum sl_status
go_back(struct sl_visit *visit, int64_t proposal, const char *act, struct sl_error *err)
{
    const char *what = proposal == 0 ? act : "?done=proposed";

    return sl_visit_go(visit, path_of(visit, sl_visit_param(visit, 0), what), err);
}

enum sl_status sl_visit_user_give(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_user_role_change change = {
        .user = sl_visit_param(visit, 0),
        .role = (enum sl_user_role)sl_ask_chosen(&role_fields[0], &visit->form),
        .held = {.from = sl_visit_today(visit), .until = SL_SPAN_OPEN},
    };
    int64_t proposal = 0;
    enum sl_status status = sl_ask_check(&give_ask, &visit->form, err);

    if (status == SL_OK) {
        status = sl_user_give_role(visit->access, &change, &proposal, err);
    }
    return status == SL_OK ? go_back(visit, proposal, "?done=given", err)
                           : sl_sheet_again(visit, status, show, err);
}

enum sl_status sl_visit_user_take(struct sl_visit *visit, struct sl_error *err)
{
    const unsigned role =
        sl_term_find(sl_user_role_terms(), SL_USER_ROLE_COUNT, sl_visit_param(visit, 1));
    const struct sl_user_role_change change = {
        .user = sl_visit_param(visit, 0),
        .role = (enum sl_user_role)role,
    };

    if (role == SL_USER_ROLE_COUNT) {
        return sl_fail(err, SL_NOT_FOUND, "there is no such role");
    }
    int64_t proposal = 0;
    const enum sl_status status = sl_user_end_role(visit->access, &change, &proposal, err);
    return status == SL_OK ? go_back(visit, proposal, "?done=taken", err)
                           : sl_sheet_again(visit, status, show, err);
}

enum sl_status sl_visit_user_end(struct sl_visit *visit, struct sl_error *err)
{
    int64_t proposal = 0;
    const enum sl_status status =
        sl_user_end(visit->access, sl_visit_param(visit, 0), &proposal, err);

    return status == SL_OK ? go_back(visit, proposal, "?done=ended", err)
                           : sl_sheet_again(visit, status, show, err);
}

/* A code, which is shown once; or where what waits for another administrator is seen. */
static enum sl_status show_code(
    struct sl_visit *visit,
    struct sl_str user,
    struct sl_str code,
    int64_t proposal,
    struct sl_error *err
)
{
    struct sl_sheet sheet;

    if (proposal != 0) {
        return sl_visit_go(visit, path_of(visit, user, "?done=proposed"), err);
    }
    sl_sheet_init(&sheet, visit, SL_STR("Give them this code"));
    sheet.back = SL_STR("Users of your agency");
    sheet.back_href = USERS;
    sl_sheet_text(
        &sheet,
        sl_told_print(
            visit,
            "%.*s uses it to set a password, at \"Use an invitation code\" on the page that signs "
            "in. It is shown only now, works once and for 3 days. Make sure that it reaches "
            "nobody else.",
            SL_STR_ARG(user)
        )
    );
    sl_sheet_code(&sheet, code);
    sl_sheet_link(&sheet, SL_STR("Give them a role"), path_of(visit, user, ""));
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_user_invite(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_str user = sl_visit_param(visit, 0);
    struct sl_buf code;
    int64_t proposal = 0;

    sl_buf_init(&code, CODE_BYTES);
    enum sl_status status = sl_user_invite(visit->access, user, &code, &proposal, err);
    if (status == SL_OK) {
        status = show_code(visit, user, sl_buf_str(&code), proposal, err);
    }
    sl_session_token_finish(&code);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show, err);
}

static enum sl_status
show_add(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_MANAGE, .kind = SL_STR("user") };
    struct sl_sheet sheet;

    SL_TRY(sl_access_may(visit->access, SL_MAY_USERS, &deed, err));
    sl_sheet_init(&sheet, visit, SL_STR("Add a user"));
    sheet.back = SL_STR("Users of your agency");
    sheet.back_href = USERS;
    sheet.why = why;
    sl_sheet_form(&sheet, &add_ask, ADD, sl_value_undefined());
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_user_form(struct sl_visit *visit, struct sl_error *err)
{
    return show_add(visit, NULL, err);
}

enum sl_status sl_visit_user_add(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_user_new user = {
        .id = sl_ask_given(&add_fields[ID], &visit->form),
        .name = sl_ask_given(&add_fields[NAME], &visit->form),
        .agency = sl_ask_given(&add_fields[AGENCY], &visit->form),
    };
    struct sl_buf code;
    int64_t proposal = 0;

    sl_buf_init(&code, CODE_BYTES);
    enum sl_status status = sl_ask_check(&add_ask, &visit->form, err);
    if (status == SL_OK) {
        status = sl_user_add(visit->access, &user, &code, &proposal, err);
    }
    if (status == SL_OK) {
        status = show_code(visit, user.id, sl_buf_str(&code), proposal, err);
    }
    sl_session_token_finish(&code);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show_add, err);
}
