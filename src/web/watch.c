/* SPDX-License-Identifier: Apache-2.0 */
#include "web/watch.h"

#include "app/hall_state.h"
#include "web/metrics.h"
#include "web/site_impl.h"

#define METRICS_TYPE "text/plain; version=0.0.4; charset=utf-8"

typedef void watch_fn(struct sl_site *site, struct sl_response *response);

static void answer_health(struct sl_site *site, struct sl_response *response)
{
    (void)site;
    sl_buf_addf(&response->body, "ok\n");
}

static void answer_ready(struct sl_site *site, struct sl_response *response)
{
    struct sl_hall_state state;

    sl_hall_state_look(site->hall, site->job.now_us(), &state);
    const bool is_ready = sl_hall_state_is_ready(&state);
    sl_buf_addf(
        &response->body,
        "{\"ready\":%s,\"store\":\"%s\",\"ledger\":\"%s\",\"policy\":\"%s\"}\n",
        is_ready ? "true" : "false",
        sl_hall_state_word(state.store),
        sl_hall_state_word(state.ledger),
        sl_hall_state_policy(state.policy)
    );
    response->status = is_ready ? 200 : 503;
}

static void answer_metrics(struct sl_site *site, struct sl_response *response)
{
    struct sl_hall_state state;

    sl_hall_state_look(site->hall, site->job.now_us(), &state);
    sl_metrics_print(site->metrics, &state, &response->body);
}

/* clang-format off */
static const struct {
    const char *path, *content_type;
    watch_fn *answer;
} answers[] = {
    { "/health", "text/plain; charset=utf-8", answer_health },
    { "/ready", "application/json", answer_ready },
    { "/metrics", METRICS_TYPE, answer_metrics },
};
/* clang-format on */
#define ANSWER_COUNT (sizeof answers / sizeof answers[0])

void sl_watch_answer(
    struct sl_site *site,
    const struct sl_request *request,
    struct sl_arena *arena,
    struct sl_response *response
)
{
    const char *content_type = "text/plain; charset=utf-8";
    size_t i = 0;

    (void)arena;
    while (i < ANSWER_COUNT && !sl_str_equal(request->target, sl_str_from(answers[i].path))) {
        i++;
    }
    const bool is_read = request->method == SL_METHOD_GET || request->method == SL_METHOD_HEAD;
    if (i < ANSWER_COUNT && is_read) {
        content_type = answers[i].content_type;
        answers[i].answer(site, response);
    } else {
        response->status = i < ANSWER_COUNT ? 405 : 404;
        sl_buf_addf(&response->body, "there are /health, /ready and /metrics\n");
    }
    if (sl_buf_status(&response->body, NULL) != SL_OK) {
        sl_buf_clear(&response->body);
        response->status = 503;
    }
    response->headers[response->header_count++] =
        (struct sl_response_header){ .name = "content-type", .value = content_type };
}
