/* SPDX-License-Identifier: Apache-2.0 */
/*
 * link_options.h - the options that `link dedupe`, `link match` and `link explain` have in common.
 */
#ifndef SL_CLI_LINK_OPTIONS_H
#define SL_CLI_LINK_OPTIONS_H

#include "app/link_load.h"
#include "base/error.h"
#include "base/threads.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "sightline/linkage.h"

/* Weights beyond this many bits mean nothing: the odds are beyond all people who ever lived. */
#define SL_WEIGHT_LIMIT_BITS 1000

/* Places of the options that name a file's columns; first in every table that has them. */
enum sl_link_column_option {
    SL_LINK_ID,
    SL_LINK_FIELDS,
    SL_LINK_NUMBER_ROWS,
    SL_LINK_FILL_SHORT_ROWS,
    SL_LINK_SOURCE,
    SL_LINK_DISTINCT_IN_SOURCE,
    SL_LINK_NEVER_DIFFER,
    SL_LINK_STRICT_TWINS,
    SL_LINK_COLUMN_COUNT
};

#define SL_LINK_COLUMN_OPTIONS                                                                     \
    [SL_LINK_ID] = { .name = "--id",                                                               \
                     .value = "COL",                                                               \
                     .type = SL_OPTION_TEXT,                                                       \
                     .text = "The column that names records; each has its own value" },            \
    [SL_LINK_FIELDS] = { .name = "--fields",                                                       \
                         .value = "SPEC",                                                          \
                         .type = SL_OPTION_TEXT,                                                   \
                         .required = true,                                                         \
                         .text = "The columns to compare, and what they hold; see below. "         \
                                 "'sightline link profile FILE.csv' proposes a line" },            \
    [SL_LINK_NUMBER_ROWS] = { .name = "--number-rows",                                             \
                              .type = SL_OPTION_FLAG,                                              \
                              .text = "Instead of --id: records are called 1, 2, 3 ..." },         \
    [SL_LINK_FILL_SHORT_ROWS] = { .name = "--fill-short-rows",                                     \
                                  .type = SL_OPTION_FLAG,                                          \
                                  .text = "Take what a row lacks at its end for empty (default: "  \
                                          "refuse the file, which may be cut off)" },              \
    [SL_LINK_SOURCE] = { .name = "--source",                                                       \
                         .value = "COL",                                                           \
                         .type = SL_OPTION_TEXT,                                                   \
                         .text = "The column that names the system or agency that a record comes " \
                                 "from; it is reported and not compared" },                        \
    [SL_LINK_DISTINCT_IN_SOURCE] = { .name = "--distinct-in-source",                               \
                                     .type = SL_OPTION_FLAG,                                       \
                                     .text =                                                       \
                                         "Nobody is in one source twice, not even by way of a "    \
                                         "third record; needs --source, or two files" },           \
    [SL_LINK_NEVER_DIFFER] = { .name = "--never-differ",                                           \
                               .value = "COL[,COL]",                                               \
                               .type = SL_OPTION_TEXT,                                             \
                               .text =                                                             \
                                   "Identifiers of which a person has one value only: records "    \
                                   "with different ones are never joined, not even by way of "     \
                                   "a third (default: they weigh against it)" },                   \
    [SL_LINK_STRICT_TWINS] = { .name = "--strict-twins",                                           \
                               .type = SL_OPTION_FLAG,                                             \
                               .text =                                                             \
                                   "Who may be twins need an identifier in common to be joined: "  \
                                   "one date of birth, one place, and unlike given names" }

/* Places of the options of a run, behind the columns. */
enum sl_link_run_option {
    SL_LINK_THRESHOLD = SL_LINK_COLUMN_COUNT,
    SL_LINK_MODEL,
    SL_LINK_SAVE_MODEL,
    SL_LINK_OUT,
    SL_LINK_PAIRS,
    SL_LINK_TIES,
    SL_LINK_THREADS,
    SL_LINK_SEED,
    SL_LINK_BRUTE_FORCE,
    SL_LINK_JSON,
    SL_LINK_QUIET,
    SL_LINK_RUN_COUNT
};

#define SL_LINK_RUN_OPTIONS                                                                        \
    [SL_LINK_THRESHOLD] = { .name = "--threshold",                                                 \
                            .value = "W|auto",                                                     \
                            .type = SL_OPTION_WEIGHT,                                              \
                            .min = -SL_WEIGHT_LIMIT_BITS,                                          \
                            .max = SL_WEIGHT_LIMIT_BITS,                                           \
                            .text = "The match weight, in bits, from which a pair counts; auto "   \
                                    "(default) is where the model expects the best F1" },          \
    [SL_LINK_MODEL] = { .name = "--model",                                                         \
                        .value = "M.json",                                                         \
                        .type = SL_OPTION_TEXT,                                                    \
                        .text = "Use this model instead of learning one" },                        \
    [SL_LINK_SAVE_MODEL] = { .name = "--save-model",                                               \
                             .value = "M.json",                                                    \
                             .type = SL_OPTION_TEXT,                                               \
                             .text = "Write the model that was used" },                            \
    [SL_LINK_OUT] = { .name = "--out",                                                             \
                      .value = "clusters.csv",                                                     \
                      .type = SL_OPTION_TEXT,                                                      \
                      .text = "Write which records are one person; - is standard output" },        \
    [SL_LINK_PAIRS] = { .name = "--pairs",                                                         \
                        .value = "pairs.csv",                                                      \
                        .type = SL_OPTION_TEXT,                                                    \
                        .text = "Write the pairs at or above the threshold, with their weights" }, \
    [SL_LINK_TIES] = { .name = "--ties",                                                           \
                       .value = "ties.csv",                                                        \
                       .type = SL_OPTION_TEXT,                                                     \
                       .text = "Write which different people seem to be twins, one family or "     \
                               "one household; they are never joined" },                           \
    [SL_LINK_THREADS] = { .name = "--threads",                                                     \
                          .value = "N",                                                            \
                          .type = SL_OPTION_WHOLE,                                                 \
                          .min = 1,                                                                \
                          .max = SL_THREADS_LIMIT,                                                 \
                          .text = "Use so many threads (default: all processors); results are "    \
                                  "the same with any number" },                                    \
    [SL_LINK_SEED] = { .name = "--seed",                                                           \
                       .value = "S",                                                               \
                       .type = SL_OPTION_WHOLE,                                                    \
                       .min = 0,                                                                   \
                       .max = INT64_MAX,                                                           \
                       .text = "Choose the records that the model is learned from (default: 1)" }, \
    [SL_LINK_BRUTE_FORCE] = { .name = "--brute-force",                                             \
                              .type = SL_OPTION_FLAG,                                              \
                              .text = "Score every pair, without the index; slow, the same "       \
                                      "results" },                                                 \
    [SL_LINK_JSON] = { .name = "--json",                                                           \
                       .type = SL_OPTION_FLAG,                                                     \
                       .text = "Print the summary as JSON on standard output" },                   \
    [SL_LINK_QUIET] = { .name = "--quiet",                                                         \
                        .type = SL_OPTION_FLAG,                                                    \
                        .text = "Print no summary and no progress" }

/*
 * Take the first file's columns and the model out of the arguments of a command whose table begins
 * with SL_LINK_COLUMN_OPTIONS.
 *
 *   short_rows  where short rows are counted if they are to be filled; borrowed by ret_inputs
 *
 * Errors: SL_USAGE when there is neither --id nor --number-rows, or both; when records of one file
 * are to be distinct in sources that nobody names.
 */
SL_NODISCARD enum sl_status sl_link_options_input(
    const struct sl_arguments *arguments,
    uint64_t *short_rows,
    struct sl_link_inputs *ret_inputs,
    struct sl_error *err
);

/* Where the options for the columns of a second file stand in a command's table. */
struct sl_link_second_options {
    size_t id, fields, source;
};

/* Put the second operand behind the first; columns not named are called as in the first file. */
void sl_link_options_second(
    const struct sl_arguments *arguments,
    const struct sl_link_second_options *places,
    struct sl_link_inputs *inputs
);

/*
 * Do a run: `link dedupe` and `link match`, whose tables have SL_LINK_RUN_OPTIONS.
 *
 *   inputs   the files; model_path is set here
 *   options  what the command itself has set; threshold, threads, seed and the rest are set here
 */
SL_NODISCARD enum sl_status sl_link_options_run(
    struct sl_cli *cli,
    const struct sl_arguments *arguments,
    const struct sl_link_inputs *inputs,
    const struct sl_linkage_options *options,
    struct sl_error *err
);

/* The options of the engine that matter where nothing is learned: all processors, and a clock. */
struct sl_linkage_options sl_link_options_plain(struct sl_progress *progress);

#endif
