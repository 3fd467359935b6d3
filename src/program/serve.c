/* SPDX-License-Identifier: Apache-2.0 */
#include "program/serve.h"

#include "base/threads.h"
#include "cli/choice.h"
#include "cli/store_options.h"
#include "signin/passkey_text.h"
#include "web/limit.h"
#include "web/serve.h"

#define DEFAULT_LISTEN "127.0.0.1:8080"
/* A thread does one thing at a time, and mostly waits for the disk, on which the ledger must be
 * before anything is shown: so there are some to spare. */
#define DEFAULT_THREADS_EACH 8u

enum { STORE, LISTEN, WATCH, ORIGIN, THREADS, PROXY, LOG, SERVE_COUNT };

/* clang-format off */
static const struct sl_option options[SERVE_COUNT] = {
    [STORE] = SL_STORE_OPTION,
    [LISTEN] = { .name = "--listen", .value = "ADDRESS", .type = SL_OPTION_TEXT,
                 .text = "Where to listen (default: " DEFAULT_LISTEN ")" },
    [THREADS] = { .name = "--threads", .value = "N", .type = SL_OPTION_WHOLE,
                  .min = 1, .max = SL_WEB_THREADS_MAX,
                  .text = "How many requests are answered at once (default: eight for each "
                          "processor)" },
    [WATCH] = { .name = "--watch-listen", .value = "ADDRESS", .type = SL_OPTION_TEXT,
                .text = "Where to answer /health, /ready and /metrics, to everybody who reaches "
                        "it (default: nowhere)" },
    [ORIGIN] = { .name = "--origin", .value = "ADDRESS", .type = SL_OPTION_TEXT,
                 .text = "Where browsers reach it, such as https://sightline.example: passkeys are "
                         "good there and nowhere else (default: no passkeys)" },
    [PROXY] = { .name = "--behind-proxy", .type = SL_OPTION_FLAG,
                .text = "Believe a proxy on this machine when it says where requests come from "
                        "(X-Forwarded-For)" },
    [LOG] = { .name = "--log", .value = "STYLE", .type = SL_OPTION_TEXT,
              .text = "Lines about requests on standard error, without addresses or users: text, "
                      "json or none (default: text)" },
};
/* clang-format on */

struct told {
    FILE *err; /* NULL: lines of the log say it */
    const char *listen;
};

static void tell(void *context, unsigned port, unsigned watch_port)
{
    const struct told *told = context;

    if (told->err == NULL) {
        return;
    }
    (void)fprintf(told->err, "Sightline listens on %s (port %u).\n", told->listen, port);
    if (watch_port != 0) {
        (void)fprintf(told->err, "It may be watched on port %u.\n", watch_port);
    }
    (void)fflush(told->err);
}

static unsigned default_threads(void)
{
    const unsigned threads = DEFAULT_THREADS_EACH * sl_threads_available();

    return threads > SL_WEB_THREADS_MAX ? SL_WEB_THREADS_MAX : threads;
}

static enum sl_status
run_serve(struct sl_cli *cli, const struct sl_arguments *arguments, struct sl_error *err)
{
    const struct sl_option_value *values = arguments->options;
    struct told told = {
        .listen = values[LISTEN].count > 0 ? values[LISTEN].texts[0] : DEFAULT_LISTEN,
    };
    struct sl_passkey_site passkeys = { .domain = SL_STR("") };
    unsigned style = SL_LOG_TEXT;

    if (values[LOG].count > 0) {
        SL_TRY(sl_cli_choose(
            sl_log_style_terms(), SL_LOG_STYLE_COUNT, "a style", values[LOG].texts[0], &style, err
        ));
    }
    if (values[ORIGIN].count > 0) {
        SL_TRY(sl_passkey_site_parse(sl_str_from(values[ORIGIN].texts[0]), &passkeys, err));
    }
    told.err = style == SL_LOG_JSON ? NULL : cli->err;
    const struct sl_serve_job job = {
        .site = {
            .store = sl_cli_store_path(&values[STORE]),
            .cost = SL_PASSWORD_COST,
            .passkeys = passkeys,
            .now_us = sl_cli_now,
            .is_behind_proxy = values[PROXY].count > 0,
            .log = { .out = cli->err, .style = (enum sl_log_style)style },
        },
        .listen = told.listen,
        .watch = values[WATCH].count > 0 ? values[WATCH].texts[0] : NULL,
        .threads = values[THREADS].count > 0 ? (unsigned)values[THREADS].whole : default_threads(),
        .tell = tell,
        .context = &told,
    };

    return sl_serve(&job, err);
}

const struct sl_command sl_command_serve = {
    .group = "serve",
    .name = "",
    .operands = "",
    .options = options,
    .option_count = SERVE_COUNT,
    .summary = "Serve pages to browsers on this machine",
    .text = "Listen for browsers until the program is asked to stop (Ctrl-C, or SIGTERM); what is "
            "under way then is ended first. Users sign in on the page as they do with 'sightline "
            "sign-in', and see what they may see here, too.\n\n"
            "It speaks HTTP. For other machines put a server with TLS in front of it: browsers "
            "keep the cookie of a session over TLS only, or on this very machine.",
    .example = "sightline serve --store sightline.db",
    .run = run_serve,
};
