/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in, in two steps; with an invitation; and out. */
#include "app/sign_in.h"

#include "app/passkey_manage.h"
#include "app/session_file.h"
#include "app/session_manage.h"
#include "web/cookie.h"
#include "web/pages.h"
#include "web/passkey_step.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/url.h"

#define TOKEN_BYTES ((size_t)256)

#define SIGN_IN    SL_STR("/sign-in")
#define CODE       SL_STR("/sign-in/code")
#define PASSKEY    SL_STR("/sign-in/passkey")
#define ANSWER     SL_STR("/sign-in/passkey/answer")
#define INVITATION SL_STR("/invitation")

/* clang-format off */
static const struct sl_ask_field password_fields[] = {
    { .kind = SL_ASK_USER, .name = "user", .label = "User name",
      .missing = "enter your user name" },
    { .kind = SL_ASK_PASSWORD, .name = "password", .label = "Password",
      .missing = "enter your password" },
};
static const struct sl_ask password_ask = {
    .button = "Continue",
    .fields = password_fields,
    .field_count = sizeof password_fields / sizeof password_fields[0],
};

static const struct sl_ask_field code_fields[] = {
    { .kind = SL_ASK_CODE, .name = "code", .label = "Code",
      .hint = "6 digits, for example 123456. If you have lost your device, enter one of your "
              "recovery codes instead",
      .missing = "enter the code from your authenticator app" },
};
static const struct sl_ask code_ask = {
    .button = "Sign in",
    .fields = code_fields,
    .field_count = sizeof code_fields / sizeof code_fields[0],
};

static const struct sl_ask passkey_ask = {
    .text = "If you have set up a passkey, you need nothing else.",
    .button = "Use a passkey",
    .is_other = true,
};

static const struct sl_ask_field invitation_fields[] = {
    { .kind = SL_ASK_USER, .name = "user", .label = "User name",
      .missing = "enter your user name" },
    { .kind = SL_ASK_TEXT, .name = "invitation", .label = "Invitation code",
      .hint = "An administrator of your agency gave it to you",
      .missing = "enter your invitation code" },
    { .kind = SL_ASK_NEW_PASSWORD, .name = "password", .label = "New password",
      .hint = "At least 12 characters. Three or four words that have nothing to do with each other "
              "are good, and easy to remember",
      .missing = "enter a new password" },
    { .kind = SL_ASK_CODE, .name = "code", .label = "Code from your authenticator app (optional)",
      .hint = "Only if you have set one up before" },
};
static const struct sl_ask invitation_ask = {
    .button = "Set password and sign in",
    .fields = invitation_fields,
    .field_count = sizeof invitation_fields / sizeof invitation_fields[0],
};
/* clang-format on */

/* Where to go when signed in: only to a page of this site. */
static struct sl_str goal_of(const struct sl_visit *visit)
{
    const struct sl_form *given =
        visit->request->method == SL_METHOD_POST ? &visit->form : &visit->query;
    const struct sl_str asked = sl_form_get(given, SL_STR("to"));

    return sl_url_is_local(asked) ? asked : SL_STR("/");
}

/* What goes with each form: where to, and of the second step who it is. */
static struct sl_value hidden_of(struct sl_visit *visit, struct sl_str ticket)
{
    const struct sl_ask_hidden hidden[] = {
        {"to",    goal_of(visit)          },
        { "user", sl_form_get(&visit->form, SL_STR("user")) },
        { "ticket",      ticket                     },
    };

    return sl_ask_hidden(visit, hidden, ticket.len > 0 ? 3 : 1);
}

/* The other way in, where passkeys are set up. */
static void add_passkey(struct sl_sheet *sheet)
{
    if (sl_passkey_step_check(sheet->visit, NULL) == SL_OK) {
        sl_sheet_form(sheet, &passkey_ask, PASSKEY, hidden_of(sheet->visit, SL_STR("")));
    }
}

static enum sl_status
show_password(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;

    (void)err;
    sl_sheet_init(&sheet, visit, SL_STR("Sign in"));
    sheet.why = why;
    if (why != NULL && !sl_str_equal(visit->path, SIGN_IN)) {
        sl_sheet_warning(&sheet, sl_told_sentence(visit, sl_str_from(why->message)));
    }
    sl_sheet_form(&sheet, &password_ask, SIGN_IN, hidden_of(visit, SL_STR("")));
    add_passkey(&sheet);
    sl_sheet_heading(&sheet, SL_STR("If you cannot sign in"));
    sl_sheet_text(
        &sheet,
        SL_STR("If you forgot your password, an administrator of your agency can give you an "
               "invitation code to set a new one. Your account is never locked: after failed "
               "attempts you have to wait, for 15 minutes at most.")
    );
    sl_sheet_link(&sheet, SL_STR("Use an invitation code"), INVITATION);
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_sign_in(struct sl_visit *visit, struct sl_error *err)
{
    return show_password(visit, NULL, err);
}

/* The second step. */
static void show_code(struct sl_visit *visit, struct sl_str ticket, const struct sl_error *why)
{
    const struct sl_str user = sl_form_get(&visit->form, SL_STR("user"));
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Enter a code from your authenticator app"));
    sheet.caption = SL_STR("Sign in");
    sheet.why = why;
    sl_sheet_text(
        &sheet,
        sl_told_print(
            visit,
            "Your password is right, %.*s. Open the app in which you set Sightline up, and enter "
            "the code that it shows now.",
            SL_STR_ARG(user)
        )
    );
    sl_sheet_form(&sheet, &code_ask, CODE, hidden_of(visit, ticket));
    add_passkey(&sheet);
    sl_sheet_link(&sheet, SL_STR("Start again"), SIGN_IN);
    sl_sheet_show(&sheet);
}

/* The session has begun: its cookie takes the place of all that were there before. */
static enum sl_status let_in(struct sl_visit *visit, struct sl_str token, struct sl_error *err)
{
    struct sl_response *response = visit->response;

    SL_TRY(sl_cookie_set(response, SL_COOKIE_SESSION, token, visit->arena, err));
    SL_TRY(sl_cookie_set(response, SL_COOKIE_VISIT, SL_STR(""), visit->arena, err));
    return sl_visit_go(visit, goal_of(visit), err);
}

/* Ask the device. The password was right, or nothing was asked for yet: a passkey is enough. */
static enum sl_status show_passkey(struct sl_visit *visit, struct sl_error *err)
{
    uint8_t challenge[SL_CHALLENGE_BYTES];
    struct sl_sheet sheet;
    struct sl_passkey_step step = {
        .action = ANSWER,
        .challenge = challenge,
        .hidden = hidden_of(visit, SL_STR("")),
        .unscripted = SL_STR("A passkey needs JavaScript, which does not run in this browser. "
                             "Sign in with your password and a code from an authenticator app."),
        .instead = SL_STR("Use your password instead"),
        .instead_href = SIGN_IN,
    };

    SL_TRY(sl_passkey_step_check(visit, err));
    SL_TRY(sl_passkey_ask(visit->site->job.store, visit->now_us, challenge, err));
    sl_sheet_init(&sheet, visit, SL_STR("Use your passkey"));
    sheet.caption = SL_STR("Sign in");
    sl_sheet_text(
        &sheet,
        SL_STR("Your device asks who you are: by your face, your finger or its PIN. Sightline does "
               "not see any of these.")
    );
    sl_passkey_step_show(&sheet, &step);
    return SL_OK;
}

enum sl_status sl_visit_sign_in_passkey(struct sl_visit *visit, struct sl_error *err)
{
    return show_passkey(visit, err);
}

static enum sl_status try_answer(struct sl_visit *visit, struct sl_buf *token, struct sl_error *err)
{
    struct sl_passkey_answer answer = { .signature = SL_STR("") };
    struct sl_passkey_sign_in job = {
        .site = &visit->site->job.passkeys,
        .answer = &answer,
        .before = visit->token,
        .source = visit->source,
        .now_us = visit->now_us,
    };

    SL_TRY(sl_passkey_step_read(visit, &answer, &job.handle, err));
    SL_TRY(sl_passkey_enter(visit->site->job.store, &job, token, err));
    return let_in(visit, sl_buf_str(token), err);
}

enum sl_status sl_visit_sign_in_answer(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_buf token;

    SL_TRY(sl_passkey_step_check(visit, err));
    sl_buf_init(&token, TOKEN_BYTES);
    const enum sl_status status = try_answer(visit, &token, err);
    sl_session_token_finish(&token);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show_password, err);
}

/* Each step gives what it asked for; what it did not ask for is empty. */
static struct sl_sign_in_job job_of(const struct sl_visit *visit)
{
    return (struct sl_sign_in_job){
        .user = sl_str_trim(sl_form_get(&visit->form, SL_STR("user"))),
        .password = sl_form_get(&visit->form, SL_STR("password")),
        .before = visit->token,
        .source = visit->source,
        .now_us = visit->now_us,
        .cost = visit->site->job.cost,
    };
}

/* A first step, with a password. */
static enum sl_status
try_password(struct sl_visit *visit, struct sl_buf *token, struct sl_error *err)
{
    const struct sl_sign_in_job job = job_of(visit);
    enum sl_second_wanted wanted = SL_SECOND_NONE;

    SL_TRY(sl_ask_check(&password_ask, &visit->form, err));
    const enum sl_status status = sl_sign_in(visit->site->job.store, &job, token, &wanted, err);
    if (status == SL_DENIED && wanted == SL_SECOND_CODE) {
        show_code(visit, sl_buf_str(token), NULL);
        return SL_OK;
    }
    if (status == SL_DENIED && wanted == SL_SECOND_PASSKEY) {
        return show_passkey(visit, err);
    }
    SL_TRY(status);
    return let_in(visit, sl_buf_str(token), err);
}

enum sl_status sl_visit_sign_in_now(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_buf token;

    sl_buf_init(&token, TOKEN_BYTES);
    const enum sl_status status = try_password(visit, &token, err);
    sl_session_token_finish(&token);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show_password, err);
}

/* The second one, with a code. A ticket that serves no more leads back to the first. */
static enum sl_status try_code(struct sl_visit *visit, struct sl_buf *token, struct sl_error *err)
{
    struct sl_sign_in_job job = job_of(visit);
    enum sl_second_wanted wanted = SL_SECOND_NONE;

    job.ticket = sl_form_get(&visit->form, SL_STR("ticket"));
    job.second = sl_ask_given(&code_fields[0], &visit->form);
    enum sl_status status = job.ticket.len == 0
                                ? sl_fail(err, SL_INVALID, "enter your password first")
                                : sl_ask_check(&code_ask, &visit->form, err);
    if (status == SL_OK) {
        status = sl_sign_in(visit->site->job.store, &job, token, &wanted, err);
    } else {
        wanted = job.ticket.len > 0 ? SL_SECOND_CODE : SL_SECOND_NONE;
    }
    if (status == SL_OK) {
        return let_in(visit, sl_buf_str(token), err);
    }
    if (wanted == SL_SECOND_CODE && (status == SL_DENIED || status == SL_INVALID)) {
        show_code(visit, job.ticket, err);
        return SL_OK;
    }
    return sl_sheet_again(visit, status, show_password, err);
}

enum sl_status sl_visit_sign_in_code(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_buf token;

    sl_buf_init(&token, TOKEN_BYTES);
    const enum sl_status status = try_code(visit, &token, err);
    sl_session_token_finish(&token);
    return status;
}

static enum sl_status
show_invitation(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    struct sl_sheet sheet;

    (void)err;
    sl_sheet_init(&sheet, visit, SL_STR("Use an invitation code"));
    sheet.back = SL_STR("Sign in");
    sheet.back_href = SIGN_IN;
    sheet.why = why;
    sl_sheet_text(
        &sheet,
        SL_STR("The code works once, for 3 days. With it you set your password, and where you were "
               "signed in before you are signed out.")
    );
    sl_sheet_form(&sheet, &invitation_ask, INVITATION, sl_value_undefined());
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_invitation(struct sl_visit *visit, struct sl_error *err)
{
    return show_invitation(visit, NULL, err);
}

static enum sl_status
try_invitation(struct sl_visit *visit, struct sl_buf *token, struct sl_error *err)
{
    struct sl_sign_in_job job = job_of(visit);
    enum sl_second_wanted wanted = SL_SECOND_NONE;

    SL_TRY(sl_ask_check(&invitation_ask, &visit->form, err));
    job.code = sl_ask_given(&invitation_fields[1], &visit->form);
    job.second = sl_ask_given(&invitation_fields[3], &visit->form);
    SL_TRY(sl_sign_in(visit->site->job.store, &job, token, &wanted, err));
    return let_in(visit, sl_buf_str(token), err);
}

enum sl_status sl_visit_invitation_use(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_buf token;

    sl_buf_init(&token, TOKEN_BYTES);
    const enum sl_status status = try_invitation(visit, &token, err);
    sl_session_token_finish(&token);
    return status == SL_OK ? SL_OK : sl_sheet_again(visit, status, show_invitation, err);
}

enum sl_status sl_visit_sign_out(struct sl_visit *visit, struct sl_error *err)
{
    SL_TRY(sl_sign_out(visit->access, err));
    SL_TRY(sl_cookie_set(visit->response, SL_COOKIE_SESSION, SL_STR(""), visit->arena, err));
    return sl_visit_go(visit, SIGN_IN, err);
}
