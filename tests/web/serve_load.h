/* SPDX-License-Identifier: Apache-2.0 */
/*
 * serve_load.h - people at work over loopback, each of whose acts is remembered once it is
 * acknowledged: a session that is ended, and a question that is asked and, root being no
 * practitioner, refused. Both must be in the store or in the ledger from then on.
 */
#ifndef SL_TESTS_WEB_SERVE_LOAD_H
#define SL_TESTS_WEB_SERVE_LOAD_H

#include <stdlib.h>
#include <time.h>

#include "app/ledger_show.h"
#include "app/ledger_verify.h"
#include "base/number.h"
#include "base/threads.h"
#include "bench/wire.h"
#include "site_fixture.h"
#include "store/session.h"

#define LOAD_CLIENTS  3u
#define LOAD_SESSIONS 3000u

struct load {
    struct site_world *world;
    uint16_t port;
    char guard[200];
    int64_t sessions[LOAD_SESSIONS]; /* to be ended, one after the other, by each client its own */
    size_t next[LOAD_CLIENTS];
    bool is_ended[LOAD_SESSIONS]; /* acknowledged */
    size_t ended_count;           /* counted by load_check */
    unsigned asked[LOAD_CLIENTS]; /* the last question of each that was acknowledged */
};

static struct load load_world;

static int64_t load_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Sessions of root, one of which is that of who works: the world's, begun anew by the real clock.
 */
static inline void load_prepare(struct load *load, struct site_world *world)
{
    struct sl_store *store = sign_in_store(world->house, SL_STORE_BRIEF);
    const struct sl_stored_session begun = {
        .user = SL_STR("root"),
        .proof = SL_PROOF_PASSWORD_AND_CODE,
        .source = SL_STR("load"),
        .begun_at = load_now(),
    };
    struct sl_arena arena;
    struct sl_buf token;
    struct sl_str word;
    struct sl_error err;

    *load = (struct load){ .world = world };
    sl_buf_init(&token, 200);
    sl_arena_init(&arena, 4096);
    SL_CHECK_OK(sl_session_begin(store, &begun, &token, &err), &err);
    (void)snprintf(world->token, sizeof world->token, "%.*s", (int)token.len, token.ptr);
    SL_CHECK_OK(sl_guard_word(sl_str_from(world->token), &arena, &word, &err), &err);
    (void)snprintf(load->guard, sizeof load->guard, "%.*s", SL_STR_ARG(word));
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    for (unsigned i = 0; i < LOAD_SESSIONS; i++) {
        const struct sl_digest digest = sl_digest_of((struct sl_str){ (char *)&i, sizeof i });
        SL_CHECK_OK(sl_store_session_add(store, &begun, &digest, &load->sessions[i], &err), &err);
    }
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    sl_store_close(store);
    sl_buf_finish(&token);
    sl_arena_finish(&arena);
}

/* Send a request; true: it was answered with this status. */
static inline bool load_ask(
    const struct load *load,
    struct sl_wire *wire,
    const char *first_line,
    const char *body,
    unsigned status
)
{
    char request[1000];
    struct sl_wire_reply reply;

    (void)snprintf(
        request,
        sizeof request,
        "%s HTTP/1.1\r\nHost: a\r\nCookie: " SL_COOKIE_SESSION "=%s\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
        first_line,
        load->world->token,
        strlen(body),
        body
    );
    return sl_wire_ask(wire, sl_str_from(request), &reply, NULL) == SL_OK && reply.status == status;
}

/* End a session, and ask a question; false: the server is gone. */
static inline bool load_step(struct load *load, size_t client, struct sl_wire *wire)
{
    const size_t place = client + load->next[client] * LOAD_CLIENTS;
    const unsigned question = load->asked[client] + 1;
    char line[200];
    char body[300];

    if (place >= LOAD_SESSIONS) {
        return false;
    }
    (void)snprintf(line, sizeof line, "POST /account/end/%lld", (long long)load->sessions[place]);
    (void)snprintf(body, sizeof body, SL_GUARD_FIELD "=%s", load->guard);
    load->next[client]++; /* one that was not acknowledged may have ended all the same */
    if (!load_ask(load, wire, line, body, 303)) {
        return false;
    }
    load->is_ended[place] = true;
    (void)snprintf(line, sizeof line, "GET /search?q=zebra-%zu-%u-", client, question);
    if (!load_ask(load, wire, line, "", 403)) {
        return false;
    }
    load->asked[client] = question;
    return true;
}

/* Work until the server is gone, or `steps` are done. */
static inline void load_work(struct load *load, size_t client, unsigned steps)
{
    struct sl_wire wire;

    sl_wire_init(&wire);
    if (sl_wire_connect(&wire, load->port, NULL) == SL_OK) {
        for (unsigned i = 0; i < steps && load_step(load, client, &wire); i++) {
        }
    }
    sl_wire_finish(&wire);
}

/* What the ledger has: the highest question of each client, and how many of them. */
struct load_found {
    unsigned last[LOAD_CLIENTS];
    unsigned count[LOAD_CLIENTS];
};

static inline enum sl_status
load_note(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct load_found *found = context;
    struct sl_str subject;
    struct sl_str detail;
    struct sl_str word;
    int64_t client = 0;
    int64_t question = 0;

    (void)err;
    if (entry->entry.verb != SL_VERB_SEARCH ||
        !sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail) ||
        !sl_str_split(&detail, '-', &word) || !sl_str_equal(word, SL_STR("zebra"))) {
        return SL_OK;
    }
    if (sl_str_split(&detail, '-', &word) &&
        sl_parse_i64(word, 0, LOAD_CLIENTS - 1, &client, NULL) == SL_OK &&
        sl_str_split(&detail, '-', &word) &&
        sl_parse_i64(word, 1, UINT32_MAX, &question, NULL) == SL_OK) {
        found->count[client] += question > found->last[client];
        found->last[client] =
            question > found->last[client] ? (unsigned)question : found->last[client];
    }
    return SL_OK;
}

/* Every act that was acknowledged is there. */
static inline void load_check(struct load *load)
{
    const struct sl_ledger_filter filter = { .user = SL_STR("root") };
    struct sl_store *store = sign_in_store(load->world->house, SL_STORE_READ);
    struct load_found found = { .count = { 0 } };
    struct sl_stored_session open = { .id = 0 };
    bool is_open[LOAD_SESSIONS] = { false };
    struct sl_error err;
    char ledger[700];

    /* Both go up: those that were made here have numbers one behind the other. */
    while (sl_store_session_next(
               store, open.id, SL_STR(""), &load->world->house->arena, &open, NULL
           ) == SL_OK) {
        const int64_t place = open.id - load->sessions[0];
        if (place >= 0 && place < LOAD_SESSIONS) {
            is_open[place] = true;
        }
        sl_arena_reset(&load->world->house->arena);
    }
    sl_store_close(store);
    load->ended_count = 0;
    for (size_t i = 0; i < LOAD_SESSIONS; i++) {
        assert_false(load->is_ended[i] && is_open[i]);
        load->ended_count += load->is_ended[i];
    }
    (void)snprintf(
        ledger, sizeof ledger, "%s", sl_test_folder_path(&load->world->house->folder, "s.ledger")
    );
    SL_CHECK_OK(sl_ledger_show(ledger, &filter, load_note, &found, &err), &err);
    for (size_t i = 0; i < LOAD_CLIENTS; i++) {
        assert_true(found.last[i] >= load->asked[i]);
        SL_CHECK_U64(found.count[i], found.last[i]); /* none between is missing */
    }
}

#endif
