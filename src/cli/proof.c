/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/proof.h"

#include <stdio.h>
#include <unistd.h>

#include "app/session_file.h"
#include "cli/secret_input.h"

#define HOST_BYTES ((size_t)200)

void sl_cli_source(char *source)
{
    char host[HOST_BYTES] = "";

    if (gethostname(host, sizeof host - 1) != 0 || host[0] == '\0') {
        (void)snprintf(host, sizeof host, "unknown");
    }
    (void
    )snprintf(source, SL_CLI_SOURCE_BYTES, "terminal of %lu at %s", (unsigned long)getuid(), host);
}

enum sl_status sl_cli_proof_read(
    const struct sl_option_value *file, struct sl_cli_proof *ret_proof, struct sl_error *err
)
{
    struct sl_buf rest;

    sl_buf_init(&ret_proof->password, SL_SECRET_LINE_BYTES + 2);
    sl_cli_source(ret_proof->source);
    if (file->count == 0) {
        return sl_secret_ask("Your password: ", &ret_proof->password, err);
    }
    sl_buf_init(&rest, SL_SECRET_LINE_BYTES + 2);
    const enum sl_status status = sl_secret_read(file->texts[0], &ret_proof->password, &rest, err);
    sl_session_token_finish(&rest);
    return status;
}

struct sl_password_proof sl_cli_proof_of(const struct sl_cli_proof *proof)
{
    return (struct sl_password_proof){
        .password = sl_buf_str(&proof->password),
        .source = sl_str_from(proof->source),
        .cost = SL_PASSWORD_COST,
    };
}

void sl_cli_proof_finish(struct sl_cli_proof *proof)
{
    sl_session_token_finish(&proof->password);
}
