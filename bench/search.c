/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search.c - the program sightline-bench-search: how fast are people found, and are they found?
 *
 * Takes people of a simulated partnership at random, types what somebody would type to find each of
 * them, and looks at which rank they come. Searches go one after another on one thread, each kind
 * of question in turn, and the time is that of all of it: from the text to the hits that are shown.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/search_door.h"
#include "app/seen_list.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/number.h"
#include "identity/identity_id.h"
#include "latency.h"
#include "search_sample.h"
#include "store/membership.h"

#define PEOPLE_LIMIT 1000000
#define HITS         20
/* Searches before those that count. */
#define WARM_COUNT 200

static const char USAGE[] =
    "usage: sightline-bench-search STORE TRUTH_FOLDER [options]\n"
    "\n"
    "  --people N   how many people are looked for (default 1000)\n"
    "  --seed S     which (default 1)\n"
    "  --user ID    ask as this user, with entries in the ledger (default: nobody asks)\n"
    "  --filter     with --user: what it costs that only what they may see is looked at: each\n"
    "               question is asked by nobody and by the user in turn, and entries are counted\n"
    "               by themselves\n"
    "  --cpu-time   count the processor's time for us, as on a busy machine one must\n"
    "  --slowest    show the slowest question of each kind\n"
    "  --missed     show the questions whose person did not come first\n";

struct request {
    const char *store_path, *truth_path, *user;
    int64_t people_count, seed;
    bool must_show_slowest, must_show_missed, is_cpu_time, is_filter;
};

/* What questions took in all: asked by nobody, by the user, and the entries of these by themselves.
 */
struct costs {
    uint64_t plain_ns, door_ns, entries_ns;
};

/* Questions of one kind, and how they went. */
struct group {
    uint64_t *times_ns;
    struct costs costs;
    size_t count, first, shown, too_many;
    uint64_t slowest_ns;
    struct sl_buf slowest;
};

struct bench {
    const struct request *request;
    struct sl_store *store;
    struct sl_fold *fold;
    struct sl_search *search;
    struct sl_access *access; /* with --user */
    struct sl_search_door *door;
    struct sl_bench_people people;
    struct sl_random random;
    struct sl_buf text;
    struct group groups[SL_BENCH_QUESTION_COUNT];
};

static uint64_t now_ns(bool is_cpu_time)
{
    struct timespec now;
    (void)clock_gettime(is_cpu_time ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static enum sl_status
read_request(int count, char **arguments, struct request *request, struct sl_error *err)
{
    for (int i = 1; i < count; i++) {
        const char *name = arguments[i];
        const bool has_value = i + 1 < count;
        if (strcmp(name, "--cpu-time") == 0) {
            request->is_cpu_time = true;
        } else if (strcmp(name, "--filter") == 0) {
            request->is_filter = true;
        } else if (strcmp(name, "--slowest") == 0) {
            request->must_show_slowest = true;
        } else if (strcmp(name, "--missed") == 0) {
            request->must_show_missed = true;
        } else if (strcmp(name, "--user") == 0 && has_value) {
            request->user = arguments[++i];
        } else if (strcmp(name, "--people") == 0 && has_value) {
            SL_TRY(sl_parse_i64(
                sl_str_from(arguments[++i]), 1, PEOPLE_LIMIT, &request->people_count, err
            ));
        } else if (strcmp(name, "--seed") == 0 && has_value) {
            SL_TRY(sl_parse_i64(sl_str_from(arguments[++i]), 0, INT64_MAX, &request->seed, err));
        } else if (request->store_path == NULL) {
            request->store_path = name;
        } else {
            request->truth_path = name;
        }
    }
    if (request->is_filter && request->user == NULL) {
        return sl_fail(err, SL_USAGE, "--filter needs --user");
    }
    return request->truth_path != NULL ? SL_OK
                                       : sl_fail(err, SL_USAGE, "a store and a folder are needed");
}

/* Is a hit the person: one of the identities of their mentions? */
static enum sl_status is_person(
    struct bench *bench,
    const struct sl_bench_person *person,
    const struct sl_search_hit *hit,
    bool *ret_is_person,
    struct sl_error *err
)
{
    *ret_is_person = false;
    for (size_t i = 0; i < person->mention_count && !*ret_is_person; i++) {
        struct sl_membership member = { .identity = 0 };
        const enum sl_status status =
            sl_store_membership_get(bench->store, person->mentions[i], &member, err);
        if (status != SL_OK && status != SL_NOT_FOUND) {
            return status;
        }
        *ret_is_person = hit->identity != 0 ? member.identity == hit->identity
                                            : person->mentions[i] == hit->mention;
    }
    return SL_OK;
}

/* The best rank of the person among the hits; 0 when they are none. */
static enum sl_status rank_of(
    struct bench *bench,
    const struct sl_bench_person *person,
    const struct sl_search_result *result,
    unsigned *ret_rank,
    struct sl_error *err
)
{
    *ret_rank = 0;
    for (size_t i = 0; i < result->hit_count && *ret_rank == 0; i++) {
        bool is_one = false;
        SL_TRY(is_person(bench, person, &result->hits[i], &is_one, err));
        *ret_rank = is_one ? result->hits[i].rank : 0;
    }
    return SL_OK;
}

/* What is written down of a question and its hits, once more. */
static enum sl_status
say_again(struct bench *bench, const struct sl_search_result *result, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_SEARCH,
                                         .kind = SL_STR("search"),
                                         .detail = sl_buf_str(&bench->text) };
    SL_CLEANUP(sl_seen_list_finish) struct sl_seen_list seen;

    sl_seen_list_init(&seen, deed.kind);
    for (size_t i = 0; i < result->hit_count; i++) {
        const int64_t identity = result->hits[i].identity;
        const struct sl_identity_id id = sl_identity_print(identity);
        sl_seen_list_add(&seen, identity == 0 ? SL_STR("") : sl_str_from(id.text));
    }
    return sl_seen_list_say(&seen, bench->access, &deed, 1, err);
}

/* A question by nobody and by the user: which comes first turns, as the second finds all at hand.
 */
static enum sl_status weigh(
    struct bench *bench,
    const struct sl_search_request *request,
    struct group *group,
    bool is_user_first,
    struct sl_error *err
)
{
    const bool is_cpu_time = bench->request->is_cpu_time;
    const struct sl_search_result *result = NULL;

    for (unsigned i = 0; i < 2; i++) {
        const bool is_user = (i == 0) == is_user_first;
        const uint64_t begun = now_ns(is_cpu_time);
        SL_TRY(
            is_user ? sl_search_ask(bench->door, request, &result, err)
                    : sl_search_find(bench->search, request, &result, err)
        );
        const uint64_t asked = now_ns(is_cpu_time);
        *(is_user ? &group->costs.door_ns : &group->costs.plain_ns) += asked - begun;
        if (is_user) {
            SL_TRY(say_again(bench, result, err));
            group->costs.entries_ns += now_ns(is_cpu_time) - asked;
        }
    }
    group->count++;
    return SL_OK;
}

static enum sl_status
ask(struct bench *bench,
    const struct sl_bench_person *person,
    enum sl_bench_question question,
    bool counts,
    struct sl_error *err)
{
    const struct sl_date today = { .year = 2026, .month = 3, .day = 31 };
    struct group *group = &bench->groups[question];
    const struct sl_search_result *result = NULL;
    unsigned rank = 0;

    sl_buf_clear(&bench->text);
    sl_bench_question_print(person, question, &bench->random, &bench->text);
    SL_TRY(sl_buf_status(&bench->text, err));
    if (bench->text.len == 0 || person->mention_count == 0) {
        return SL_OK;
    }
    const struct sl_search_request request = { .text = sl_buf_str(&bench->text),
                                               .today = sl_date_to_days(today),
                                               .limit = HITS };
    if (bench->request->is_filter && counts) {
        return weigh(bench, &request, group, group->count % 2 == 1, err);
    }
    const uint64_t begun = now_ns(bench->request->is_cpu_time);
    SL_TRY(
        bench->door != NULL ? sl_search_ask(bench->door, &request, &result, err)
                            : sl_search_find(bench->search, &request, &result, err)
    );
    const uint64_t taken = now_ns(bench->request->is_cpu_time) - begun;
    if (!counts) {
        return SL_OK;
    }
    SL_TRY(rank_of(bench, person, result, &rank, err));
    group->times_ns[group->count++] = taken;
    group->first += rank == 1;
    group->shown += rank > 0;
    group->too_many += result->outcome == SL_SEARCH_TOO_MANY;
    if (bench->request->must_show_missed && rank != 1) {
        printf(
            "missed: %s: %s (rank %u)\n", sl_bench_question_name(question), bench->text.ptr, rank
        );
    }
    if (taken > group->slowest_ns) {
        group->slowest_ns = taken;
        sl_buf_clear(&group->slowest);
        sl_buf_add(&group->slowest, sl_buf_str(&bench->text));
    }
    return SL_OK;
}

static enum sl_status ask_all(struct bench *bench, struct sl_error *err)
{
    const size_t count = bench->people.count;
    const size_t warm_count = count < WARM_COUNT ? count : WARM_COUNT;

    for (unsigned question = 0; question < SL_BENCH_QUESTION_COUNT; question++) {
        struct group *group = &bench->groups[question];
        sl_buf_init(&group->slowest, 4096);
        group->times_ns = sl_arena_alloc(&bench->people.arena, count, sizeof *group->times_ns);
        if (group->times_ns == NULL) {
            return sl_fail_memory(err);
        }
        for (size_t i = 0; i < warm_count; i++) {
            SL_TRY(ask(bench, &bench->people.items[i], (enum sl_bench_question)question, false, err)
            );
        }
        for (size_t i = 0; i < count; i++) {
            SL_TRY(ask(bench, &bench->people.items[i], (enum sl_bench_question)question, true, err)
            );
        }
    }
    return SL_OK;
}

static enum sl_status print_all(struct bench *bench, struct sl_error *err)
{
    printf(
        "%-28s %7s %8s %8s %9s %9s %9s %9s\n",
        "question",
        "asked",
        "first",
        "shown",
        "too many",
        "p50 ms",
        "p99 ms",
        "max ms"
    );
    for (unsigned question = 0; question < SL_BENCH_QUESTION_COUNT; question++) {
        struct group *group = &bench->groups[question];
        const double asked = group->count > 0 ? (double)group->count : 1;
        struct sl_latency latency;
        SL_TRY(sl_latency_summarise(group->times_ns, group->count, &latency, err));
        printf(
            "%-28s %7zu %7.1f%% %7.1f%% %8.1f%% %9.2f %9.2f %9.2f\n",
            sl_bench_question_name((enum sl_bench_question)question),
            group->count,
            100 * (double)group->first / asked,
            100 * (double)group->shown / asked,
            100 * (double)group->too_many / asked,
            latency.p50_us / 1e3,
            latency.p99_us / 1e3,
            latency.max_us / 1e3
        );
        if (bench->request->must_show_slowest) {
            printf("    slowest: %s\n", group->slowest.ptr);
        }
        sl_buf_finish(&group->slowest);
    }
    return SL_OK;
}

/* Means: what is left of the user's question without the search and the entries. */
static void print_costs(const char *name, size_t count, const struct costs *costs)
{
    const double scale = count > 0 ? 1e6 * (double)count : 1;
    const double plain = (double)costs->plain_ns / scale;
    const double entries = (double)costs->entries_ns / scale;
    const double filter = (double)costs->door_ns / scale - plain - entries;

    printf(
        "%-28s %7zu %12.3f %12.3f %12.3f %8.1f%%\n",
        name,
        count,
        plain,
        entries,
        filter,
        plain > 0 ? 100 * filter / plain : 0
    );
}

static void print_filter(const struct bench *bench)
{
    struct costs all = { .plain_ns = 0 };
    size_t count = 0;

    printf(
        "%-28s %7s %12s %12s %12s %9s\n",
        "question",
        "asked",
        "search ms",
        "entries ms",
        "filter ms",
        "filter"
    );
    for (unsigned question = 0; question < SL_BENCH_QUESTION_COUNT; question++) {
        const struct group *group = &bench->groups[question];
        const char *name = sl_bench_question_name((enum sl_bench_question)question);
        print_costs(name, group->count, &group->costs);
        all.plain_ns += group->costs.plain_ns;
        all.door_ns += group->costs.door_ns;
        all.entries_ns += group->costs.entries_ns;
        count += group->count;
    }
    print_costs("all", count, &all);
}

static enum sl_status run(const struct request *request, struct sl_error *err)
{
    static struct bench bench;

    bench.request = request;
    sl_arena_init(&bench.people.arena, (size_t)4 << 30);
    sl_buf_init(&bench.text, 4096);
    sl_random_init(&bench.random, (uint64_t)request->seed);
    SL_TRY(sl_store_open(request->store_path, SL_STORE_READ, &bench.store, err));
    SL_TRY(sl_bench_people_take(
        &bench.people,
        bench.store,
        request->truth_path,
        (size_t)request->people_count,
        (uint64_t)request->seed,
        err
    ));
    SL_TRY(sl_fold_open(&bench.fold, err));
    SL_TRY(sl_search_open(bench.store, bench.fold, &bench.search, err));
    if (request->user != NULL) {
        struct timespec now;
        (void)clock_gettime(CLOCK_REALTIME, &now);
        const struct sl_access_opening opening = { .store = request->store_path,
                                                   .now_us = (int64_t)now.tv_sec * 1000000 };
        SL_TRY(sl_access_open_as(&opening, sl_str_from(request->user), &bench.access, err));
        SL_TRY(sl_search_door_open(bench.access, SL_STR("bench"), &bench.door, err));
    }
    SL_TRY(ask_all(&bench, err));
    if (request->is_filter) {
        print_filter(&bench);
    } else {
        SL_TRY(print_all(&bench, err));
    }
    sl_search_door_close(bench.door);
    sl_access_close(bench.access);
    sl_search_close(bench.search);
    sl_fold_close(bench.fold);
    sl_store_close(bench.store);
    sl_buf_finish(&bench.text);
    sl_arena_finish(&bench.people.arena);
    return SL_OK;
}

int main(int argc, char **argv)
{
    struct request request = { .people_count = 1000, .seed = 1 };
    struct sl_error err = { .status = SL_OK };

    enum sl_status status = read_request(argc, argv, &request, &err);
    if (status == SL_OK) {
        status = run(&request, &err);
    }
    if (status != SL_OK) {
        (void
        )fprintf(stderr, "%s: %s\n%s", err.message, err.detail, status == SL_USAGE ? USAGE : "");
    }
    return sl_status_exit(status);
}
