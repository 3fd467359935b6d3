/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proposal_text.h - what commands say of what waits for a second administrator, and of invitations.
 */
#ifndef SL_CLI_PROPOSAL_TEXT_H
#define SL_CLI_PROPOSAL_TEXT_H

#include <stdint.h>

#include "base/buf.h"
#include "store/proposal.h"

/* Append that it is not done yet, and how another administrator confirms it. */
void sl_cli_add_proposal(struct sl_buf *text, int64_t number);

/* Append what is to be done with the code of an invitation, and on the last line the code. */
void sl_cli_add_invitation(struct sl_buf *text, const struct sl_buf *code);

/* Append what was proposed: "invite a user to set a password: ann", without the end of a line. */
void sl_cli_add_proposed(struct sl_buf *text, const struct sl_store_proposal *proposal);

#endif
