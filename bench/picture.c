/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture.c - how long does a picture take: load, make, print, and write as JSON?
 *
 * Usage: sightline-bench-picture STORE [SAMPLES [--cpu-time]]
 *
 * Pictures of people who are spread evenly over the store; and of those among ten times as many who
 * have most mentions, as children with long histories are those who are looked at.
 * --cpu-time leaves out the time of others on a busy machine.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/picture_door.h"
#include "app/picture_genogram.h"
#include "base/memory.h"
#include "base/number.h"
#include "bench/latency.h"
#include "picture/picture_json.h"
#include "picture/picture_text.h"
#include "store/membership.h"

/* People who are looked at for the second sample, for each one in it. */
#define CROWD          10u
#define DAY_OF_PICTURE 20634 /* 2026-06-30, the day of the partnerships that are made here */

/* Somebody, and by how many mentions they are known. */
struct person {
    int64_t identity;
    uint64_t mention_count;
};

struct sample {
    struct sl_store *store;
    struct sl_access *access; /* who looks, with USER */
    struct sl_picture_loader *loader;
    struct sl_buf text;
    clockid_t clock;
    struct person *people;
    uint64_t *load_ns, *print_ns, *total_ns;
    size_t count;
};

static uint64_t now_ns(clockid_t clock)
{
    struct timespec now;

    (void)clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Most mentions first; then by identity, so that a run can be repeated. */
static int compare_people(const void *left, const void *right)
{
    const struct person *one = left;
    const struct person *other = right;

    if (one->mention_count != other->mention_count) {
        return one->mention_count > other->mention_count ? -1 : 1;
    }
    return (one->identity > other->identity) - (one->identity < other->identity);
}

/* So many people, spread evenly over the mentions of the store. */
static enum sl_status choose(
    struct sl_store *store,
    size_t wanted,
    struct person *people,
    size_t *ret_count,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_membership_cursor_close_ptr) struct sl_membership_cursor *cursor = NULL;
    struct sl_membership member = { .mention = 0 };
    uint64_t total = 0;
    bool has_one = true;
    size_t count = 0;

    for (int pass = 0; pass < 2; pass++) {
        const uint64_t step = total / wanted + 1;
        SL_TRY(sl_store_memberships_open(store, 1, INT64_MAX, &cursor, err));
        for (uint64_t i = 0;; i++) {
            SL_TRY(sl_membership_cursor_next(cursor, &member, &has_one, err));
            if (!has_one) {
                break;
            }
            total += pass == 0;
            if (pass == 1 && i % step == 0 && count < wanted) {
                people[count++] = (struct person){ .identity = member.identity };
            }
        }
        sl_membership_cursor_close_ptr(&cursor);
        cursor = NULL;
    }
    for (size_t i = 0; i < count; i++) {
        member.mention = 0;
        while (sl_store_membership_next(store, people[i].identity, member.mention, &member, NULL) ==
               SL_OK) {
            people[i].mention_count++;
        }
    }
    *ret_count = count;
    return SL_OK;
}

static enum sl_status time_one(struct sample *sample, size_t index, struct sl_error *err)
{
    const struct sl_picture_request request = { .identity = sample->people[index].identity,
                                                .access = sample->access,
                                                .today = DAY_OF_PICTURE };
    const struct sl_picture_view view = { .columns = 100, .row_limit = 25 };
    const struct sl_picture *picture = NULL;
    const uint64_t begin = now_ns(sample->clock);

    SL_TRY(
        sample->access != NULL
            ? sl_picture_open(sample->loader, &request, &picture, err)
            : sl_picture_load(sample->loader, sample->store, &request, &picture, err)
    );
    const uint64_t loaded = now_ns(sample->clock);
    sl_buf_clear(&sample->text);
    sl_picture_print(picture, &view, &sample->text);
    SL_TRY(sl_buf_status(&sample->text, err));
    const uint64_t printed = now_ns(sample->clock);
    sample->load_ns[index] = loaded - begin;
    sample->print_ns[index] = printed - loaded;
    sample->total_ns[index] = printed - begin;
    return SL_OK;
}

static enum sl_status
report(const char *what, uint64_t *times_ns, size_t count, struct sl_error *err)
{
    struct sl_latency latency;

    SL_TRY(sl_latency_summarise(times_ns, count, &latency, err));
    (void)printf(
        "%-28s p50 %7.3f ms   p99 %7.3f ms   max %7.3f ms\n",
        what,
        latency.p50_us / 1e3,
        latency.p99_us / 1e3,
        latency.max_us / 1e3
    );
    return SL_OK;
}

static enum sl_status time_all(struct sample *sample, const char *whose, struct sl_error *err)
{
    for (size_t i = 0; i < sample->count; i++) {
        SL_TRY(time_one(sample, i, err));
    }
    (void)printf("%s: %zu pictures\n", whose, sample->count);
    SL_TRY(report("  load and make", sample->load_ns, sample->count, err));
    SL_TRY(report("  print", sample->print_ns, sample->count, err));
    return report("  load, make and print", sample->total_ns, sample->count, err);
}

static enum sl_status
open_door(const char *path, const char *user, struct sl_access **ret_access, struct sl_error *err)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    const struct sl_access_opening opening = { .store = path,
                                               .now_us = (int64_t)now.tv_sec * 1000000 };

    return user == NULL ? SL_OK : sl_access_open_as(&opening, sl_str_from(user), ret_access, err);
}

static enum sl_status
run(const char *path, size_t wanted, clockid_t clock, const char *user, struct sl_error *err)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    SL_CLEANUP(sl_picture_loader_close_ptr) struct sl_picture_loader *loader = NULL;
    SL_CLEANUP(sl_free_ptr) struct person *people = sl_alloc(wanted * CROWD, sizeof *people);
    SL_CLEANUP(sl_free_ptr) uint64_t *times_ns = sl_alloc(3 * wanted, sizeof *times_ns);
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    size_t count = 0;

    sl_buf_init(&text, (size_t)1 << 30);
    if (people == NULL || times_ns == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_store_open(path, SL_STORE_READ, &store, err));
    SL_TRY(sl_picture_loader_open(&loader, err));
    SL_TRY(open_door(path, user, &access, err));
    SL_TRY(choose(store, wanted * CROWD, people, &count, err));
    struct sample sample = {
        .store = store,
        .loader = loader,
        .access = access,
        .text = text,
        .clock = clock,
        .people = people,
        .load_ns = times_ns,
        .print_ns = times_ns + wanted,
        .total_ns = times_ns + 2 * wanted,
        .count = count < wanted ? count : wanted,
    };
    /* Every tenth of the crowd, as they stand in the store; then those with most mentions. */
    const size_t step = count / (sample.count > 0 ? sample.count : 1);
    for (size_t i = 0; i < sample.count; i++) {
        const struct person swapped = people[i];
        people[i] = people[i * step];
        people[i * step] = swapped;
    }
    enum sl_status status = time_all(&sample, "anybody", err);
    qsort(people, count, sizeof *people, compare_people);
    if (status == SL_OK) {
        status = time_all(&sample, "most mentions", err);
    }
    text = sample.text;
    return status;
}

int main(int argc, char **argv)
{
    struct sl_error err;
    int64_t wanted = 1000;

    const bool is_cpu = argc >= 4 && strcmp(argv[3], "--cpu-time") == 0;
    const char *user = argc == (is_cpu ? 5 : 4) ? argv[argc - 1] : NULL;
    if (argc < 2 || argc > (is_cpu ? 5 : 4) ||
        (argc > 2 && sl_parse_i64(sl_str_from(argv[2]), 1, 100000, &wanted, NULL) != SL_OK)) {
        (void
        )fprintf(stderr, "usage: sightline-bench-picture STORE [SAMPLES [--cpu-time] [USER]]\n");
        return 2;
    }
    const enum sl_status status =
        run(argv[1], (size_t)wanted, is_cpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, user, &err
        );
    if (status != SL_OK) {
        (void)fprintf(stderr, "sightline-bench-picture: %s\n", err.message);
    }
    return sl_status_exit(status);
}
