/* SPDX-License-Identifier: Apache-2.0 */
/*
 * simulated.h - records of a synthetic partnership, read by the formats of the intake.
 */
#ifndef SL_TESTS_PICTURE_SIMULATED_H
#define SL_TESTS_PICTURE_SIMULATED_H

#include <stdio.h>
#include <string.h>

#include "intake/format.h"
#include "picture/picture.h"
#include "simulate/partnership.h"
#include "support/support.h"

#define SIMULATED_LIMIT 4000

struct simulated {
    struct sl_arena arena;
    struct sl_picture_record records[SIMULATED_LIMIT];
    struct sl_facts facts[SIMULATED_LIMIT];
    struct sl_picture_mention mentions[SIMULATED_LIMIT];
    size_t record_count, mention_count;
};

/* Every record of a file, as long as there is room. */
static inline void simulated_read(
    struct simulated *all,
    const char *agency,
    const char *system,
    const char *format,
    const char *path
)
{
    const struct sl_format *found = sl_format_find(sl_str_from(format));
    struct sl_splitter *splitter = NULL;
    struct sl_split split = { .step = SL_SPLIT_RECORD };
    struct sl_error err;
    SL_CHECK_OK(sl_splitter_open(found, path, &splitter, &err), &err);
    while (all->record_count < SIMULATED_LIMIT) {
        SL_CHECK_OK(sl_splitter_next(splitter, &split, &err), &err);
        if (split.step == SL_SPLIT_END) {
            break;
        }
        if (split.step != SL_SPLIT_RECORD || split.record.withdrawn) {
            continue;
        }
        const size_t at = all->record_count++;
        const struct sl_str layout = sl_arena_copy(&all->arena, split.record.layout);
        const struct sl_str body = sl_arena_copy(&all->arena, split.record.body);
        const struct sl_str key = sl_arena_copy(&all->arena, split.record.key);
        sl_facts_init(&all->facts[at], &all->arena);
        SL_CHECK_OK(sl_format_read(found, layout, key, body, &all->facts[at], &err), &err);
        all->records[at] = (struct sl_picture_record){
            .id = (int64_t)at + 1,
            .agency = sl_str_from(agency),
            .system = sl_str_from(system),
            .key = key,
            .version = 1,
            .received = sl_moment_of_day(20000),
            .changed = split.record.changed,
            .facts = &all->facts[at],
        };
    }
    sl_splitter_close(splitter);
}

/* Who is who, by the truth. */
static inline void simulated_mentions(struct simulated *all, struct sl_str text)
{
    struct sl_str rest = sl_arena_copy(&all->arena, text);
    struct sl_str line;
    (void)sl_str_split(&rest, '\n', &line);
    while (all->mention_count < SIMULATED_LIMIT && sl_str_split(&rest, '\n', &line)) {
        struct sl_picture_mention *mention = &all->mentions[all->mention_count];
        if (sl_str_split(&line, ',', &mention->agency) &&
            sl_str_split(&line, ',', &mention->system) && sl_str_split(&line, ',', &mention->key)) {
            mention->identity = sl_str_trim(line);
            all->mention_count++;
        }
    }
}

/* Make a small partnership, and read the police and a council. */
static inline void simulated_open(struct simulated *all)
{
    struct sl_test_folder folder;
    char out[300];
    char path[400];
    struct sl_world_tally tally;
    struct sl_error err;
    struct sl_buf text;
    uint64_t bytes = 0;
    memset(all, 0, sizeof *all);
    sl_arena_init(&all->arena, (size_t)128 << 20);
    sl_test_folder_open(&folder);
    (void)snprintf(out, sizeof out, "%s", sl_test_folder_path(&folder, "out"));
    const struct sl_partnership_options options = {
        .children = 300, .seed = 4, .error_percent = 100, .thread_count = 1, .out_path = out
    };
    SL_CHECK_OK(sl_partnership_make(&options, &tally, &bytes, &err), &err);
    (void)snprintf(path, sizeof path, "%s/manchester/cin.xml", out);
    simulated_read(all, "manchester", "cin", "cin-xml", path);
    (void)snprintf(path, sizeof path, "%s/police/records.jsonl", out);
    simulated_read(all, "police", "records", "pole-jsonl", path);
    (void)snprintf(path, sizeof path, "%s/truth/mentions.csv", out);
    sl_buf_init(&text, (size_t)16 << 20);
    sl_test_read(path, &text);
    simulated_mentions(all, sl_buf_str(&text));
    sl_buf_finish(&text);
    sl_test_folder_close(&folder);
}

#endif
