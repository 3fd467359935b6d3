/* SPDX-License-Identifier: Apache-2.0 */
#include "web/passkey_step.h"

#include "base/digest.h"
#include "signin/passkey_text.h"
#include "web/site_impl.h"
#include "web/web_templates.h"

#define TEXT_BYTES ((size_t)200)

enum sl_status sl_passkey_step_check(const struct sl_visit *visit, struct sl_error *err)
{
    if (visit->site->job.passkeys.origin.len > 0) {
        return SL_OK;
    }
    sl_fail(err, SL_NOT_FOUND, "passkeys are not set up for this service");
    sl_fail_hint(err, "Use an authenticator app.");
    return SL_NOT_FOUND;
}

static struct sl_value text_of(struct sl_visit *visit, const void *bytes, size_t len)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    sl_passkey_bytes_print((struct sl_str){ .ptr = bytes, .len = len }, &text);
    return sl_visit_take(visit, &text);
}

/* What a device knows a user by, that says nothing to who finds the device. */
static struct sl_value user_of(struct sl_visit *visit, struct sl_str user)
{
    const struct sl_digest digest = sl_digest_of(user);

    return text_of(visit, digest.bytes, sizeof digest.bytes);
}

void sl_passkey_step_show(struct sl_sheet *sheet, const struct sl_passkey_step *step)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_passkey_site *site = &visit->site->job.passkeys;

    sl_sheet_unscripted(sheet, step->unscripted);
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("kind"), step->user.len > 0 ? SL_VALUE_STR("create") : SL_VALUE_STR("get") },
        { SL_STR("action"), sl_visit_text(visit, step->action) },
        { SL_STR("challenge"), text_of(visit, step->challenge, SL_CHALLENGE_BYTES) },
        { SL_STR("domain"), sl_visit_text(visit, site->domain) },
        { SL_STR("origin"), sl_visit_text(visit, site->origin) },
        { SL_STR("user"), user_of(visit, step->user) },
        { SL_STR("name"), sl_visit_text(visit, step->user) },
        { SL_STR("known"), sl_visit_text(visit, step->known) },
        { SL_STR("hidden"), step->hidden },
        { SL_STR("instead"), sl_visit_text(visit, step->instead) },
        { SL_STR("insteadHref"), sl_visit_text(visit, step->instead_href) },
    };
    /* clang-format on */
    sl_pages_passkey_print(
        &visit->page,
        &(struct sl_pages_passkey_page){
            .site = sl_visit_frame(visit),
            .sheet = sl_sheet_value(sheet),
            .step = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]),
        }
    );
}

enum sl_status sl_passkey_step_read(
    struct sl_visit *visit,
    struct sl_passkey_answer *ret_answer,
    struct sl_str *ret_handle,
    struct sl_error *err
)
{
    const struct {
        const char *name;
        struct sl_str *ret;
    } fields[] = {
        {"handle",              ret_handle                     },
        { "client_data",        &ret_answer->client_data       },
        { "authenticator_data", &ret_answer->authenticator_data},
        { "signature",          &ret_answer->signature         },
    };

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const struct sl_str text = sl_form_get(&visit->form, sl_str_from(fields[i].name));
        SL_TRY(sl_passkey_bytes_parse(text, visit->arena, fields[i].ret, err));
    }
    return SL_OK;
}
