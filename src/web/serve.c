/* SPDX-License-Identifier: Apache-2.0 */
#include "web/serve.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "base/number.h"
#include "web/limit.h"
#include "web/server.h"
#include "web/watch.h"

#define ADDRESS_BYTES 64u
#define DETAIL_BYTES  200u

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

/* Both listeners, while there are any. */
struct serving {
    const struct sl_serve_job *job;
    struct sl_site *site;
    struct sl_server *pages, *watch;
};

static enum sl_status open_one(
    const struct serving *serving,
    const char *listen,
    struct sl_server_job job,
    struct sl_server **ret_server,
    struct sl_error *err
)
{
    char address[ADDRESS_BYTES];

    SL_TRY(parse_listen(listen, address, &job.port, err));
    job.site = serving->site;
    job.address = address;
    return sl_server_open(&job, ret_server, err);
}

static enum sl_status open_all(struct serving *serving, struct sl_error *err)
{
    const struct sl_serve_job *job = serving->job;
    const struct sl_server_job pages = { .answer = sl_site_answer,
                                         .file = sl_site_file,
                                         .threads = job->threads };
    const struct sl_server_job watch = { .answer = sl_watch_answer,
                                         .threads = SL_WEB_WATCH_THREADS };

    SL_TRY(sl_site_open(&job->site, &serving->site, err));
    SL_TRY(open_one(serving, job->listen, pages, &serving->pages, err));
    return job->watch == NULL ? SL_OK : open_one(serving, job->watch, watch, &serving->watch, err);
}

static void log_event(const struct sl_serve_job *job, const char *event, const char *detail)
{
    sl_log_event(&job->site.log, job->site.now_us(), event, detail);
}

/* Until the system asks for an end. What is under way is answered, and watched, until it is. */
static void serve(struct serving *serving, const sigset_t *ends)
{
    const struct sl_serve_job *job = serving->job;
    const unsigned port = sl_server_port(serving->pages);
    const unsigned watch_port = serving->watch == NULL ? 0 : sl_server_port(serving->watch);
    char where[DETAIL_BYTES];
    int taken = 0;

    (void)snprintf(
        where, sizeof where, "%s, port %u; watched on port %u", job->listen, port, watch_port
    );
    log_event(job, "listening", where);
    job->tell(job->context, port, watch_port);
    (void)sigwait(ends, &taken);
    log_event(job, "stopping", "");
}

enum sl_status sl_serve(const struct sl_serve_job *job, struct sl_error *err)
{
    struct serving serving = { .job = job };
    sigset_t ends;
    sigset_t before;

    /* Threads that begin from here on leave these signals to this one, which waits for them. */
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ends, &before);
    const enum sl_status status = open_all(&serving, err);
    if (status == SL_OK) {
        serve(&serving, &ends);
    }
    sl_server_close(serving.pages);
    sl_server_close(serving.watch);
    sl_site_close(serving.site);
    if (status == SL_OK) {
        log_event(job, "stopped", "");
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}
