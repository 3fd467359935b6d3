/* SPDX-License-Identifier: Apache-2.0 */
#include "web/again.h"

#include <string.h>

#include "app/access_again.h"
#include "base/memory.h"
#include "web/limit.h"
#include "web/problem.h"
#include "web/site_impl.h"

#define MINUTE_MICROSECONDS INT64_C(60000000)
/* The one header that a page may have and be kept. */
#define TYPE_HEADER "content-type"

/* A page, and what was said of it. All of it lives in the arena. */
struct kept_page {
    struct sl_arena arena;
    struct sl_heard heard;
    struct sl_str body, type; /* type: empty for that of pages */
};

void sl_again_free(void *page)
{
    struct kept_page *one = page;

    if (one != NULL) {
        sl_arena_finish(&one->arena);
        sl_free(one);
    }
}

static bool is_read(const struct sl_visit *visit)
{
    return visit->request->method == SL_METHOD_GET || visit->request->method == SL_METHOD_HEAD;
}

/* Everything that the page is made from; false when it may not be kept. The word of the guard
 * stands for the session: it is in each form. */
static bool digest_of(const struct sl_visit *visit, struct sl_digest *ret_digest)
{
    const int64_t minute = visit->now_us / MINUTE_MICROSECONDS;
    struct sl_digest_state state;

    sl_digest_begin(&state);
    if (!visit->route->is_shown_again || !is_read(visit) ||
        !sl_access_basis(visit->access, &state)) {
        return false;
    }
    sl_digest_add(&state, (struct sl_str){ .ptr = (const char *)&minute, .len = sizeof minute });
    sl_digest_add(&state, visit->guard); /* always as long */
    sl_digest_add(&state, visit->request->target);
    *ret_digest = sl_digest_end(&state);
    return true;
}

/* A page that waits for its entries. In the arena of the request. */
struct sl_again {
    struct sl_visit visit;
    const struct sl_patience *patience;
    enum sl_status status;
    struct sl_error err;
};

static enum sl_status give_out(struct sl_visit *visit, struct sl_kept *kept, struct sl_error *err)
{
    const struct kept_page *page = sl_kept_thing(kept);
    struct sl_response *response = visit->response;

    response->keep = visit->site->pages;
    response->held = kept;
    response->fixed = page->body;
    return page->type.len == 0
               ? SL_OK
               : sl_response_header(visit->response, TYPE_HEADER, page->type, visit->arena, err);
}

/* Behind a door that serves to be closed, no page can say who is signed in. */
static void show_problem(struct sl_visit *visit, enum sl_status status, struct sl_error *err)
{
    sl_access_close(visit->access);
    visit->access = NULL;
    sl_fail_hint(err, "Nothing was shown or changed: it must be written down in the ledger first.");
    sl_problem_show(visit, sl_problem_status(status), err);
}

static void begin_to_wait(void *context)
{
    const struct sl_again *again = context;

    again->patience->wait(again->patience->context);
}

static void hear_of_it(void *context, enum sl_status status, const struct sl_error *err)
{
    struct sl_again *again = context;

    again->status = status;
    again->err = *err;
    again->patience->ready(again->patience->context);
}

/* Have its entries written meanwhile. */
static enum sl_status
say_later(struct sl_visit *visit, const struct sl_heard *heard, struct sl_error *err)
{
    struct sl_again *again = sl_arena_alloc(visit->arena, 1, sizeof *again);

    if (again == NULL) {
        return sl_fail_memory(err);
    }
    *again = (struct sl_again){ .patience = visit->request->patience };
    const struct sl_access_later later = {
        .deeds = heard->deeds,
        .count = heard->count,
        .begin = begin_to_wait,
        .told = hear_of_it,
        .context = again,
    };
    SL_TRY(sl_access_say_later(visit->access, &later, err));
    visit->again = again;
    return SL_OK;
}

/* Show it, at once or when its entries are on the disk; the answer holds it until it is sent. */
static void show_again(struct sl_visit *visit, struct sl_kept *kept)
{
    const struct sl_heard *heard = &((const struct kept_page *)sl_kept_thing(kept))->heard;
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = give_out(visit, kept, &err);

    if (status == SL_OK) {
        status = visit->request->patience != NULL
                     ? say_later(visit, heard, &err)
                     : sl_access_say_again(visit->access, heard->deeds, heard->count, &err);
    }
    if (status != SL_OK) {
        show_problem(visit, status, &err);
    }
}

struct sl_visit *sl_again_visit(struct sl_again *again)
{
    return &again->visit;
}

void sl_again_end(struct sl_visit *visit)
{
    struct sl_again *again = visit->again;

    visit->again = NULL;
    if (again->status != SL_OK) {
        show_problem(visit, again->status, &again->err);
    }
}

/* Is the answer a whole page, and nothing else? */
static bool is_page(const struct sl_visit *visit, const struct sl_heard *heard)
{
    const struct sl_response *response = visit->response;
    const bool has_type = sl_response_find(response, TYPE_HEADER) != NULL;

    return response->status == 200 && response->fixed.ptr == NULL && !heard->is_more &&
           response->header_count == (has_type ? 1u : 0u);
}

static bool copy_page(const struct sl_visit *visit, struct kept_page *page)
{
    const struct sl_response *response = visit->response;
    const char *type = sl_response_find(response, TYPE_HEADER);

    page->body = sl_arena_copy(&page->arena, sl_response_text(response));
    page->type = type == NULL ? SL_STR("") : sl_arena_copy(&page->arena, sl_str_from(type));
    return page->body.ptr != NULL && page->type.ptr != NULL;
}

/* Keep what was shown, if it is whole and of one moment. A page that is not kept is no failure. */
static bool
keep_page(struct sl_visit *visit, const struct sl_digest *digest, struct kept_page *page)
{
    struct sl_keep *pages = visit->site->pages;
    struct sl_kept *kept = NULL;
    bool is_settled = false;

    if (!is_page(visit, &page->heard) ||
        sl_access_is_settled(visit->access, &is_settled, NULL) != SL_OK || !is_settled ||
        !copy_page(visit, page)) {
        return false;
    }
    const size_t bytes = sizeof *page + 2 * page->arena.used_bytes;
    if (sl_keep_put(pages, digest, page, bytes, &kept, NULL) != SL_OK) {
        return false;
    }
    sl_keep_release(pages, kept);
    return true;
}

static void
make_and_keep(struct sl_visit *visit, const struct sl_digest *digest, sl_again_make_fn *make)
{
    struct kept_page *page = sl_calloc(1, sizeof *page);

    if (page == NULL) {
        make(visit);
        return;
    }
    sl_arena_init(&page->arena, SL_WEB_AGAIN_BYTES);
    page->heard.arena = &page->arena;
    sl_access_hear(visit->access, &page->heard);
    make(visit);
    sl_access_hear(visit->access, NULL);
    if (!keep_page(visit, digest, page)) {
        sl_again_free(page);
    }
}

/* Nobody asks for pages of another minute again: what they say of people need not be kept. */
static void forget_earlier(struct sl_visit *visit)
{
    const int64_t minute = visit->now_us / MINUTE_MICROSECONDS;

    if (atomic_exchange(&visit->site->minute, minute) != minute) {
        sl_keep_clear(visit->site->pages);
    }
}

void sl_again_show(struct sl_visit *visit, sl_again_make_fn *make)
{
    struct sl_digest digest;

    if (!digest_of(visit, &digest)) {
        make(visit);
        return;
    }
    forget_earlier(visit);
    struct sl_kept *kept = sl_keep_find(visit->site->pages, &digest);
    if (kept == NULL) {
        make_and_keep(visit, &digest, make);
        return;
    }
    show_again(visit, kept);
}
