/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_ledger.c - how fast are entries added, verified and proven?
 *
 *   bench_ledger add PATH COUNT BATCH   makes a ledger of COUNT entries in batches, each synced
 *   bench_ledger verify PATH            verifies it
 *   bench_ledger proof PATH COUNT       makes the tiles of COUNT leaves without entries, and proves
 *                                       10,000 of them, and growth from 10,000 sizes
 *
 * Prints one line for each figure. Seconds of the clock and of the processor are told apart.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/hash.h"
#include "base/number.h"
#include "logbook/folder.h"
#include "logbook/logbook.h"
#include "logbook/tile_file.h"
#include "logbook/verify.h"
#include "logbook/view.h"

#define PROOFS 10000u

static double seconds(clockid_t clock)
{
    struct timespec time;
    (void)clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void check(enum sl_status status, const struct sl_error *err)
{
    if (status != SL_OK) {
        (void)fprintf(stderr, "%s (%s) %s\n", err->message, err->detail, err->hint);
        exit(1);
    }
}

static struct sl_signer make_signer(void)
{
    static const uint8_t seed[SL_KEY_BYTES] = { 1, 2, 3 };
    struct sl_signer signer;
    struct sl_error err;

    check(sl_signer_init(&signer, SL_KEY_LEDGER, SL_STR("bench.example.org"), seed, &err), &err);
    return signer;
}

static void add_one(struct sl_logbook *book, uint64_t number)
{
    char user[24];
    char subject[32];
    struct sl_error err;
    const unsigned long long n = number;
    struct sl_deed deed = {
        .when_us = INT64_C(1700000000000000) + (int64_t)number,
        .verb = SL_VERB_READ,
        .outcome = SL_OUTCOME_ALLOWED,
    };

    deed.texts[SL_ENTRY_AGENCY] = SL_STR("police");
    deed.texts[SL_ENTRY_ON_BEHALF] = SL_STR("council");
    deed.texts[SL_ENTRY_ROLE] = SL_STR("practitioner");
    deed.texts[SL_ENTRY_PURPOSE] = SL_STR("safeguarding");
    deed.texts[SL_ENTRY_KIND] = SL_STR("record");
    deed.texts[SL_ENTRY_POLICY] = SL_STR("3f6c0d5ce1a2b778");
    (void)snprintf(user, sizeof user, "u%05llu", n % 3000);
    (void)snprintf(subject, sizeof subject, "child/%09llu", n * 7919 % 1000000);
    deed.user = sl_str_from(user);
    deed.subject = sl_str_from(subject);
    check(sl_logbook_add(book, &deed, NULL, &err), &err);
}

static void bench_add(const char *path, uint64_t count, uint64_t batch)
{
    const struct sl_signer signer = make_signer();
    struct sl_logbook *book = NULL;
    struct sl_error err;

    check(sl_logbook_create(path, &signer, &err), &err);
    check(sl_logbook_open(path, &signer, &book, &err), &err);
    const double start = seconds(CLOCK_MONOTONIC);
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (uint64_t i = 0; i < count; i++) {
        add_one(book, i);
        if ((i + 1) % batch == 0) {
            check(sl_logbook_commit(book, &err), &err);
        }
    }
    check(sl_logbook_publish(book, &err), &err);
    const double taken = seconds(CLOCK_MONOTONIC) - start;
    const double used = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    sl_logbook_close(book);
    (void)printf(
        "add: %.0f entries/s durable and published, batches of %llu (%.2f s, processor %.2f s)\n",
        (double)count / taken,
        (unsigned long long)batch,
        taken,
        used
    );
}

static void bench_verify(const char *path)
{
    const struct sl_verify_job job = { .path = path };
    struct sl_verify_result result;
    struct sl_error err;
    const double start = seconds(CLOCK_MONOTONIC);
    const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

    check(sl_verify(&job, &result, &err), &err);
    const double taken = seconds(CLOCK_MONOTONIC) - start;
    const double used = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    (void)printf(
        "verify: %llu entries, %llu faults, %.0f entries/s, %.0f by processor time\n",
        (unsigned long long)result.published,
        (unsigned long long)result.fault_count,
        (double)result.published / taken,
        (double)result.published / used
    );
    sl_verify_finish(&result);
}

/* Tiles under construction. */
struct maker {
    struct sl_folder folder;
    struct sl_tree tree;
    unsigned counts[SL_TILE_LEVELS];
    uint64_t numbers[SL_TILE_LEVELS];
    struct sl_digest hashes[SL_TILE_LEVELS][SL_TILE_WIDTH];
};

static void write_tile(struct maker *maker, unsigned level)
{
    const struct sl_tile tile = { .level = level,
                                  .number = maker->numbers[level],
                                  .width = maker->counts[level] };
    const struct sl_str text = {
        .ptr = (const char *)maker->hashes[level],
        .len = maker->counts[level] * sizeof(struct sl_digest),
    };
    struct sl_error err;

    check(sl_tile_file_write(&maker->folder, &tile, text, &err), &err);
}

static void push(struct maker *maker, const struct sl_digest *leaf)
{
    struct sl_digest hash = *leaf;

    for (unsigned level = 0;; level++) {
        maker->hashes[level][maker->counts[level]++] = hash;
        if (maker->counts[level] < SL_TILE_WIDTH) {
            return;
        }
        write_tile(maker, level);
        sl_tree_fold(maker->hashes[level], SL_TILE_HEIGHT);
        hash = maker->hashes[level][0];
        maker->counts[level] = 0;
        maker->numbers[level]++;
        if (level == 0) {
            sl_tree_add(&maker->tree, SL_TILE_HEIGHT, &hash);
        }
    }
}

static void make_tiles(const char *path, uint64_t count)
{
    static struct maker maker;
    const struct sl_signer signer = make_signer();
    struct sl_random random;
    struct sl_digest leaf;
    struct sl_error err;
    struct sl_buf text;

    sl_random_init(&random, 1);
    check(sl_folder_make(&maker.folder, path, &err), &err);
    for (uint64_t i = 0; i < count; i++) {
        for (size_t at = 0; at < sizeof leaf; at += 8) {
            const uint64_t drawn = sl_random_u64(&random);
            memcpy(leaf.bytes + at, &drawn, 8);
        }
        push(&maker, &leaf);
    }
    for (unsigned level = 0; level < SL_TILE_LEVELS; level++) {
        if (maker.counts[level] > 0) {
            write_tile(&maker, level);
        }
    }
    struct sl_tree_head head = { .count = count };
    sl_tree_add_tile(&maker.tree, 0, maker.hashes[0], maker.counts[0]);
    sl_tree_root(&maker.tree, &head.root);
    sl_buf_init(&text, SL_CHECKPOINT_LIMIT_BYTES);
    sl_checkpoint_print(sl_str_from(signer.verifier.name), &head, &text);
    sl_checkpoint_sign(&signer, 0, &text);
    check(sl_folder_write(&maker.folder, "checkpoint", sl_buf_str(&text), &err), &err);
    sl_buf_finish(&text);
    sl_folder_close(&maker.folder);
}

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static void tell_times(const char *what, double *times)
{
    qsort(times, PROOFS, sizeof *times, compare);
    (void)printf(
        "%s: p50 %.3f ms, p99 %.3f ms, longest %.3f ms\n",
        what,
        times[PROOFS / 2] * 1e3,
        times[PROOFS * 99 / 100] * 1e3,
        times[PROOFS - 1] * 1e3
    );
}

static void prove(const char *path)
{
    static double times[PROOFS];
    static double used[PROOFS];
    const struct sl_signer signer = make_signer();
    struct sl_view *view = NULL;
    struct sl_random random;
    struct sl_proof proof;
    struct sl_error err;

    sl_random_init(&random, 2);
    check(sl_view_open(path, &signer.verifier, &view, &err), &err);
    const struct sl_tree_head head = sl_view_checkpoint(view)->head;
    for (unsigned kind = 0; kind < 2; kind++) {
        for (size_t i = 0; i < PROOFS; i++) {
            const uint64_t at = sl_random_below(&random, head.count);
            const double start = seconds(CLOCK_MONOTONIC);
            const double cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
            if (kind == 0) {
                check(sl_proof_of_entry(at, head.count, sl_view_hash, view, &proof, &err), &err);
            } else {
                check(sl_proof_of_growth(at, head.count, sl_view_hash, view, &proof, &err), &err);
            }
            used[i] = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
            times[i] = seconds(CLOCK_MONOTONIC) - start;
            struct sl_digest leaf;
            check(sl_view_hash(view, 0, at, &leaf, &err), &err);
            if (kind == 0 && !sl_proof_check_entry(&proof, &leaf, at, head.count, &head.root)) {
                exit(1);
            }
        }
        tell_times(kind == 0 ? "proof of an entry" : "proof of growth", times);
        tell_times("  by processor time", used);
    }
    sl_view_close(view);
}

int main(int argc, char **argv)
{
    int64_t count = 1000000;
    int64_t batch = 1000;
    struct stat info;

    if (argc < 3 || (argc > 3 && sl_parse_i64(sl_str_from(argv[3]), 1, INT64_MAX, &count, NULL)) ||
        (argc > 4 && sl_parse_i64(sl_str_from(argv[4]), 1, INT64_MAX, &batch, NULL))) {
        (void)fprintf(stderr, "bench_ledger add|verify|proof PATH [COUNT] [BATCH]\n");
        return 2;
    }
    if (strcmp(argv[1], "add") == 0) {
        bench_add(argv[2], (uint64_t)count, (uint64_t)batch);
    } else if (strcmp(argv[1], "verify") == 0) {
        bench_verify(argv[2]);
    } else {
        if (stat(argv[2], &info) != 0) {
            make_tiles(argv[2], (uint64_t)count);
        }
        prove(argv[2]);
    }
    return 0;
}
