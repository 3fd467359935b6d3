/* SPDX-License-Identifier: Apache-2.0 */
#include "web/serve.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "base/number.h"
#include "web/server.h"

#define ADDRESS_BYTES 64u

static enum sl_status fail_listen(const char *listen, struct sl_error *err)
{
    sl_fail(err, SL_USAGE, "'%s' is not an address and a port", listen);
    sl_fail_hint(err, "Write it as 127.0.0.1:8080.");
    return SL_USAGE;
}

static enum sl_status parse_listen(
    const char *listen, char address[ADDRESS_BYTES], uint16_t *ret_port, struct sl_error *err
)
{
    const struct sl_str text = sl_str_from(listen);
    const size_t colon = sl_str_find(text, SL_STR(":"));
    int64_t port = 0;

    if (colon == 0 || colon >= ADDRESS_BYTES ||
        sl_parse_i64(sl_str_part(text, colon + 1, text.len), 0, UINT16_MAX, &port, NULL) != SL_OK) {
        return fail_listen(listen, err);
    }
    (void)snprintf(address, ADDRESS_BYTES, "%.*s", (int)colon, listen);
    *ret_port = (uint16_t)port;
    return SL_OK;
}

enum sl_status sl_serve(const struct sl_serve_job *job, struct sl_error *err)
{
    struct sl_server *server = NULL;
    struct sl_site *site = NULL;
    char address[ADDRESS_BYTES];
    uint16_t port = 0;
    int taken = 0;
    sigset_t ends;
    sigset_t before;

    SL_TRY(parse_listen(job->listen, address, &port, err));
    SL_TRY(sl_site_open(&job->site, &site, err));
    /* Threads that begin from here on leave these signals to this one, which waits for them. */
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ends, &before);
    const enum sl_status status = sl_server_open(site, address, port, job->threads, &server, err);
    if (status == SL_OK) {
        job->tell(job->context, sl_server_port(server));
        (void)sigwait(&ends, &taken);
    }
    sl_server_close(server);
    sl_site_close(site);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}
