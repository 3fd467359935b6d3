/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/proposal_text.h"

void sl_cli_add_proposal(struct sl_buf *text, int64_t number)
{
    sl_buf_addf(
        text,
        "It is not done yet: another administrator must confirm it within three days, with\n"
        "'sightline proposal confirm %lld'.\n",
        (long long)number
    );
}

void sl_cli_add_invitation(struct sl_buf *text, const struct sl_buf *code)
{
    sl_buf_add(
        text,
        SL_STR("Hand them this code, which is shown once. They set a password with\n"
               "'sightline sign-in NAME --invited', which asks for it:\n")
    );
    sl_buf_add(text, sl_buf_str(code));
    sl_buf_add_byte(text, '\n');
}

void sl_cli_add_proposed(struct sl_buf *text, const struct sl_store_proposal *proposal)
{
    const struct sl_str about = proposal->subject.len > 0 ? proposal->subject : proposal->value;

    sl_buf_addf(text, "%s: %.*s", sl_proposal_terms()[proposal->act].words.ptr, SL_STR_ARG(about));
}
