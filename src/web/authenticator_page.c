/* SPDX-License-Identifier: Apache-2.0 */
/* The second step of signing in: an authenticator app set up, confirmed, given up. */
#include "app/second_factor.h"

#include "app/passkey_manage.h"
#include "app/session_file.h"
#include "web/pages.h"
#include "web/passkey_step.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"

#define AUTHENTICATOR SL_STR("/account/authenticator")
#define CONFIRM       SL_STR("/account/authenticator/confirm")
#define END           SL_STR("/account/authenticator/end")

#define TEXT_BYTES ((size_t)1000)
/* Characters of a key that stand together. */
#define GROUP 4u
/* Bytes of a key as it is typed: 32 letters, a blank behind each group. */
#define KEY_BYTES ((size_t)64)

/* clang-format off */
static const struct sl_ask_field begin_fields[] = {
    { .kind = SL_ASK_PASSWORD, .name = "password", .label = "Your password",
      .hint = "An open desk must not be enough to do this", .missing = "enter your password" },
};
static const struct sl_ask begin_ask = {
    .button = "Show the key",
    .fields = begin_fields,
    .field_count = 1,
};

static const struct sl_ask_field confirm_fields[] = {
    { .kind = SL_ASK_CODE, .name = "code", .label = "Code from the app",
      .hint = "6 digits, for example 123456",
      .missing = "enter the code that the app shows" },
};
static const struct sl_ask confirm_ask = {
    .button = "Confirm",
    .fields = confirm_fields,
    .field_count = 1,
};

static const struct sl_ask end_ask = {
    .heading = "Give it up",
    .text = "Do this when you change your device, and set the new one up at once.",
    .button = "Give up authenticator",
    .is_grave = true,
    .fields = begin_fields,
    .field_count = 1,
};
/* clang-format on */

static void init_sheet(struct sl_sheet *sheet, struct sl_visit *visit, struct sl_str title)
{
    sl_sheet_init(sheet, visit, title);
    sheet->back = SL_STR("Your account");
    sheet->back_href = SL_STR("/account");
}

/* Whoever has a passkey proves that first: the password alone changes nothing then. */
static void show_passkey(struct sl_visit *visit, const struct sl_error *why)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Sign in with your passkey"));
    sheet.why = why;
    sl_sheet_text(
        &sheet,
        SL_STR("You have signed in with your password alone, and you have a passkey. Sign in with "
               "it to go on. If you have lost the device, an administrator of your agency can end "
               "the passkey.")
    );
    sl_sheet_link(&sheet, SL_STR("Sign in again"), SL_STR("/sign-in"));
    sl_sheet_show(&sheet);
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;
    bool has_one = false;

    SL_TRY(sl_passkey_has(
        sl_access_store(visit->access), sl_access_user(visit->access)->id, &has_one, err
    ));
    if (has_one && sl_access_factors(visit->access) == 1) {
        show_passkey(visit, why);
        return SL_OK;
    }
    SL_TRY(sl_second_factor_has(visit->access, &has_one, err));
    if (has_one) {
        init_sheet(&sheet, visit, SL_STR("Your authenticator app"));
        sheet.why = why;
        sl_sheet_text(
            &sheet,
            SL_STR("It is set up. Each time that you sign in, you are asked for your password and "
                   "for a code from the app.")
        );
        sl_sheet_form(&sheet, &end_ask, END, sl_value_undefined());
        sl_sheet_show(&sheet);
        return SL_OK;
    }
    init_sheet(&sheet, visit, SL_STR("Set up an authenticator app"));
    sheet.why = why;
    if (sl_form_has(&visit->query, SL_STR("needed"))) {
        sheet.back_href = SL_STR("");
        sl_sheet_warning(
            &sheet,
            SL_STR("Your role needs two steps to sign in: your password, and a code from an app. "
                   "You have signed in with one. Set up the second now, to go on.")
        );
    }
    sl_sheet_text(
        &sheet,
        SL_STR("You need an authenticator app on a device that only you use: the one that your "
               "agency gives you, or another that makes codes of 6 digits.")
    );
    sl_sheet_form(&sheet, &begin_ask, AUTHENTICATOR, sl_value_undefined());
    if (sl_passkey_step_check(visit, NULL) == SL_OK) {
        sl_sheet_link(&sheet, SL_STR("Use a passkey instead"), SL_STR("/account/passkeys/add"));
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_authenticator(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

/* The key out of an address, in groups that can be read and typed: "ABCD EFGH ...". */
static struct sl_str key_of(struct sl_visit *visit, struct sl_str address)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    const size_t begin = sl_str_find(address, SL_STR("secret=")) + SL_STR("secret=").len;
    const struct sl_str rest = sl_str_part(address, begin, address.len);
    const struct sl_str key = sl_str_part(rest, 0, sl_str_find(rest, SL_STR("&")));

    sl_buf_init(&text, KEY_BYTES);
    for (size_t i = 0; i < key.len; i += GROUP) {
        sl_buf_add(&text, i > 0 ? SL_STR(" ") : SL_STR(""));
        sl_buf_add(&text, sl_str_part(key, i, GROUP));
    }
    return sl_value_str(sl_visit_take(visit, &text));
}

/* The key, which is shown once, and the form that takes the first code. */
static void show_key(struct sl_visit *visit, struct sl_str address)
{
    struct sl_sheet sheet;

    init_sheet(&sheet, visit, SL_STR("Add Sightline to your app"));
    sl_sheet_text(
        &sheet,
        SL_STR("In the app, add an account and choose to enter a key. Enter this one; it is shown "
               "only now.")
    );
    sl_sheet_code(&sheet, key_of(visit, address));
    sl_sheet_fact(&sheet, "Account name", sl_access_user(visit->access)->id, SL_STR(""));
    sl_sheet_fact(&sheet, "Type of key", SL_STR("Time based"), SL_STR(""));
    sl_sheet_link(&sheet, SL_STR("If the app is on this device: open it here"), address);
    sl_sheet_form(&sheet, &confirm_ask, CONFIRM, sl_value_undefined());
    sl_sheet_show(&sheet);
}

static enum sl_status begin(struct sl_visit *visit, struct sl_buf *address, struct sl_error *err)
{
    const struct sl_password_proof proof = {
        .password = sl_ask_given(&begin_fields[0], &visit->form),
        .source = visit->source,
        .cost = visit->site->job.cost,
    };

    SL_TRY(sl_ask_check(&begin_ask, &visit->form, err));
    return sl_second_factor_begin(visit->access, &proof, address, err);
}

enum sl_status sl_visit_authenticator_begin(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_buf address;

    sl_buf_init(&address, TEXT_BYTES);
    const enum sl_status status = begin(visit, &address, err);
    if (status == SL_OK) {
        show_key(visit, sl_buf_str(&address));
    }
    sl_session_token_finish(&address);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show, err);
}

/* The first code was not right: another one, or another key. */
static enum sl_status
show_confirm(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;

    (void)err;
    init_sheet(&sheet, visit, SL_STR("Enter a code from your app"));
    sheet.why = why;
    sl_sheet_text(
        &sheet,
        SL_STR("Enter the code that the app shows for Sightline now. If it is refused again, check "
               "that the time on the device is right.")
    );
    sl_sheet_form(&sheet, &confirm_ask, CONFIRM, sl_value_undefined());
    sl_sheet_link(&sheet, SL_STR("Start again with a new key"), AUTHENTICATOR);
    sl_sheet_show(&sheet);
    return SL_OK;
}

/* The codes for a lost device, which are shown once. */
static void show_codes(struct sl_visit *visit, struct sl_str codes)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Keep your recovery codes"));
    sheet.notice = SL_STR("Your authenticator app is set up.");
    sl_sheet_text(
        &sheet,
        SL_STR("If you lose your device, one of these codes takes its place when you sign in. Each "
               "works once. They are shown only now: print them or write them down, and keep them "
               "where nobody else looks.")
    );
    sl_sheet_code(&sheet, sl_str_trim(codes));
    if (sl_access_factors(visit->access) < 2) {
        sl_sheet_text(
            &sheet, SL_STR("From now on you sign in with your password and a code from the app.")
        );
        sl_sheet_link(&sheet, SL_STR("I have kept them: sign in again"), SL_STR("/sign-in"));
    } else {
        sl_sheet_link(&sheet, SL_STR("I have kept them"), SL_STR("/account"));
    }
    sl_sheet_show(&sheet);
}

enum sl_status sl_visit_authenticator_confirm(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_buf codes;
    enum sl_status status = sl_ask_check(&confirm_ask, &visit->form, err);

    sl_buf_init(&codes, TEXT_BYTES);
    if (status == SL_OK) {
        const struct sl_str code = sl_ask_given(&confirm_fields[0], &visit->form);
        status = sl_second_factor_confirm(visit->access, code, &codes, err);
    }
    if (status == SL_OK) {
        show_codes(visit, sl_buf_str(&codes));
    }
    sl_session_token_finish(&codes);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show_confirm, err);
}

enum sl_status sl_visit_authenticator_end(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_password_proof proof = {
        .password = sl_ask_given(&begin_fields[0], &visit->form),
        .source = visit->source,
        .cost = visit->site->job.cost,
    };
    enum sl_status status = sl_ask_check(&end_ask, &visit->form, err);

    if (status == SL_OK) {
        status = sl_second_factor_end(visit->access, &proof, err);
    }
    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show, err);
    }
    return sl_visit_go(visit, SL_STR("/account?done=authenticator"), err);
}
