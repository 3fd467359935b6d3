/* SPDX-License-Identifier: Apache-2.0 */
/* Passkeys of one's own: listed, added, ended. */
#include "app/passkey_manage.h"

#include "app/second_factor.h"
#include "base/number.h"
#include "signin/passkey_text.h"
#include "web/pages.h"
#include "web/passkey_step.h"
#include "web/site_impl.h"
#include "web/told.h"

#define PASSKEYS SL_STR("/account/passkeys")
#define ADD      SL_STR("/account/passkeys/add")
#define KEEP     SL_STR("/account/passkeys/keep")

/* Of handles as text, a blank between them: a list that somebody has made by hand. */
#define KNOWN_BYTES ((size_t)256 << 10)

/* clang-format off */
static const struct sl_done done[] = {
    { "added", "Your passkey is added. From now on you can sign in with it alone." },
    { "ended", "That passkey has ended. Remove it from your device, too." },
};

static const struct sl_ask_field add_fields[] = {
    { .kind = SL_ASK_TEXT, .name = "name", .label = "What do you call this device?",
      .hint = "So that you know it in your list, for example work phone",
      .missing = "enter a name for the device" },
    { .kind = SL_ASK_PASSWORD, .name = "password", .label = "Your password",
      .hint = "An open desk must not be enough to do this", .missing = "enter your password" },
};
static const struct sl_ask add_ask = {
    .button = "Continue",
    .fields = add_fields,
    .field_count = sizeof add_fields / sizeof add_fields[0],
};

static const struct sl_ask end_ask = {
    .button = "End passkey",
    .is_grave = true,
    .fields = &add_fields[1],
    .field_count = 1,
};
/* clang-format on */

static void init_sheet(
    struct sl_sheet *sheet, struct sl_visit *visit, struct sl_str title, const struct sl_error *why
)
{
    const bool is_list = sl_str_equal(visit->path, PASSKEYS);

    sl_sheet_init(sheet, visit, title);
    sheet->back = is_list ? SL_STR("Your account") : SL_STR("Your passkeys");
    sheet->back_href = is_list ? SL_STR("/account") : PASSKEYS;
    sheet->why = why;
}

/* One's own, by their numbers. */
struct own {
    struct sl_stored_passkey *items;
    size_t count;
};

static enum sl_status read_own(struct sl_visit *visit, struct own *own, struct sl_error *err)
{
    return sl_passkey_list(visit->access, visit->arena, &own->items, &own->count, err);
}

static void
add_row(struct sl_rows *list, const struct sl_stored_passkey *passkey, struct sl_visit *visit)
{
    const bool is_used = passkey->used_at > passkey->made_at;
    const struct sl_str used = sl_told_time(visit, passkey->used_at);
    const struct sl_row row = {
        .title = passkey->name,
        .facts = {
            sl_told_print(
                visit, "Added %.*s (UTC)", SL_STR_ARG(sl_told_time(visit, passkey->made_at))
            ),
            is_used ? sl_told_print(visit, "Last used %.*s (UTC)", SL_STR_ARG(used))
                    : SL_STR("Not used yet"),
        },
        .more = SL_STR("End"),
        .more_href = sl_told_print(visit, "/account/passkey/%lld/end", (long long)passkey->id),
    };

    sl_rows_add(list, &row);
}

enum sl_status sl_visit_passkeys(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_sheet sheet;
    struct sl_rows list;
    struct own own;

    SL_TRY(sl_passkey_step_check(visit, err));
    SL_TRY(read_own(visit, &own, err));
    init_sheet(&sheet, visit, SL_STR("Your passkeys"), NULL);
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sl_sheet_text(
        &sheet,
        SL_STR("With a passkey you sign in by your face, your finger or the PIN of a device. You "
               "need no password and no code then, and no false page can steal it.")
    );
    sl_rows_init(&list, visit);
    for (size_t i = 0; i < own.count; i++) {
        add_row(&list, &own.items[i], visit);
    }
    sl_sheet_list(&sheet, &list, &(struct sl_rows_words){ .empty = SL_STR("You have none yet.") });
    sl_sheet_link(&sheet, SL_STR("Add a passkey"), ADD);
    sl_sheet_show(&sheet);
    return SL_OK;
}

static enum sl_status
show_add(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;

    SL_TRY(sl_passkey_step_check(visit, err));
    init_sheet(&sheet, visit, SL_STR("Add a passkey"), why);
    sl_sheet_unscripted(
        &sheet,
        SL_STR("Adding a passkey needs JavaScript, which does not run in this browser. Use an "
               "authenticator app instead.")
    );
    sl_sheet_text(
        &sheet,
        SL_STR("Use the device that your agency gives you, or a security key, that nobody else "
               "uses. It will ask for your face, your finger or its PIN.")
    );
    sl_sheet_form(&sheet, &add_ask, ADD, sl_value_undefined());
    sl_sheet_link(
        &sheet, SL_STR("Use an authenticator app instead"), SL_STR("/account/authenticator")
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_passkey_add(struct sl_visit *visit, struct sl_error *err)
{
    return show_add(visit, NULL, err);
}

/* The devices that have one, so that none gets a second one. */
static enum sl_status
print_known(struct sl_visit *visit, struct sl_str *ret_known, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct own own;

    sl_buf_init(&text, KNOWN_BYTES);
    SL_TRY(read_own(visit, &own, err));
    for (size_t i = 0; i < own.count; i++) {
        const struct sl_passkey *key = &own.items[i].key;
        sl_buf_add(&text, i > 0 ? SL_STR(" ") : SL_STR(""));
        sl_passkey_bytes_print(
            (struct sl_str){ .ptr = (const char *)key->handle, .len = key->handle_len }, &text
        );
    }
    *ret_known = sl_value_str(sl_visit_take(visit, &text));
    return SL_OK;
}

/* The password was right: the browser asks the device. */
static enum sl_status
show_step(struct sl_visit *visit, const uint8_t *challenge, struct sl_error *err)
{
    const struct sl_ask_hidden hidden[] = {
        {"name", sl_ask_given(&add_fields[0], &visit->form)},
    };
    struct sl_passkey_step step = {
        .action = KEEP,
        .challenge = challenge,
        .user = sl_access_user(visit->access)->id,
        .hidden = sl_ask_hidden(visit, hidden, 1),
        .unscripted = SL_STR("Adding a passkey needs JavaScript, which does not run in this "
                             "browser. Use an authenticator app instead."),
        .instead = SL_STR("Use an authenticator app instead"),
        .instead_href = SL_STR("/account/authenticator"),
    };
    struct sl_sheet sheet;

    SL_TRY(print_known(visit, &step.known, err));
    init_sheet(&sheet, visit, SL_STR("Make the passkey on your device"), NULL);
    sl_sheet_text(
        &sheet,
        sl_told_print(
            visit,
            "Your browser asks where to keep the passkey for ‘%.*s’, and the device asks who you "
            "are.",
            SL_STR_ARG(hidden[0].value)
        )
    );
    sl_passkey_step_show(&sheet, &step);
    return SL_OK;
}

enum sl_status sl_visit_passkey_begin(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_password_proof proof = {
        .password = sl_ask_given(&add_fields[1], &visit->form),
        .source = visit->source,
        .cost = visit->site->job.cost,
    };
    uint8_t challenge[SL_CHALLENGE_BYTES];

    SL_TRY(sl_passkey_step_check(visit, err));
    enum sl_status status = sl_ask_check(&add_ask, &visit->form, err);
    if (status == SL_OK) {
        const struct sl_str name = sl_ask_given(&add_fields[0], &visit->form);
        status = sl_passkey_ask_new(visit->access, &proof, name, challenge, err);
    }
    return status == SL_OK ? show_step(visit, challenge, err)
                           : sl_sheet_again(visit, status, show_add, err);
}

/* Whoever has proven the password alone proves the rest now. */
static void show_added(struct sl_visit *visit)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Your passkey is added"));
    sl_sheet_text(&sheet, SL_STR("From now on you sign in with it, and need no code."));
    sl_sheet_link(&sheet, SL_STR("Sign in with your passkey"), SL_STR("/sign-in"));
    sl_sheet_show(&sheet);
}

enum sl_status sl_visit_passkey_keep(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_passkey_answer answer = { .signature = SL_STR("") };
    const struct sl_passkey_new fresh = {
        .site = &visit->site->job.passkeys,
        .answer = &answer,
        .name = sl_ask_given(&add_fields[0], &visit->form),
    };
    struct sl_str handle = SL_STR("");

    SL_TRY(sl_passkey_step_check(visit, err));
    enum sl_status status = sl_passkey_step_read(visit, &answer, &handle, err);
    if (status == SL_OK) {
        status = sl_passkey_keep(visit->access, &fresh, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show_add, err);
    }
    if (sl_access_factors(visit->access) < 2) {
        show_added(visit);
        return SL_OK;
    }
    return sl_visit_go(visit, SL_STR("/account/passkeys?done=added"), err);
}

/* The one of the address. Errors: SL_NOT_FOUND: also another's. */
static enum sl_status
find_own(struct sl_visit *visit, struct sl_stored_passkey *ret_passkey, struct sl_error *err)
{
    struct own own;
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(read_own(visit, &own, err));
    for (size_t i = 0; i < own.count; i++) {
        if (own.items[i].id == id) {
            *ret_passkey = own.items[i];
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "there is no passkey %lld", (long long)id);
}

static enum sl_status
show_end(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_stored_passkey passkey;
    struct sl_sheet sheet;

    SL_TRY(find_own(visit, &passkey, err));
    init_sheet(&sheet, visit, sl_told_print(visit, "End ‘%.*s’", SL_STR_ARG(passkey.name)), why);
    sl_sheet_text(
        &sheet,
        SL_STR("The device will not sign you in any more. Do this at once when you have lost it.")
    );
    sl_sheet_form(&sheet, &end_ask, visit->path, sl_value_undefined());
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_passkey_end_form(struct sl_visit *visit, struct sl_error *err)
{
    return show_end(visit, NULL, err);
}

enum sl_status sl_visit_passkey_end(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_password_proof proof = {
        .password = sl_ask_given(&add_fields[1], &visit->form),
        .source = visit->source,
        .cost = visit->site->job.cost,
    };
    struct sl_stored_passkey passkey;

    SL_TRY(find_own(visit, &passkey, err));
    enum sl_status status = sl_ask_check(&end_ask, &visit->form, err);
    if (status == SL_OK) {
        status = sl_passkey_remove(visit->access, &proof, passkey.id, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show_end, err);
    }
    return sl_visit_go(visit, SL_STR("/account/passkeys?done=ended"), err);
}
