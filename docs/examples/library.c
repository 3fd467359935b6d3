/* SPDX-License-Identifier: Apache-2.0 */
/*
 * library.c - the linkage engine from a program of your own: who is in these records twice?
 *
 *   cc -Iinclude docs/examples/library.c -Lbuild/release/src/link -Lbuild/release/src/record \
 *      -Lbuild/release/src/base -lsl_link -lsl_record -lsl_base -ljansson -licui18n -licuuc \
 *      -lyaml -lnettle -lm -o example
 */
#include <stdio.h>
#include <string.h>

#include "sightline/linkage.h"

#define COLUMN_COUNT 3
#define RECORD_COUNT 8

static const enum sl_kind kinds[COLUMN_COUNT] = { SL_KIND_GIVEN_NAME,
                                                  SL_KIND_SURNAME,
                                                  SL_KIND_DOB };
static const char *const columns[COLUMN_COUNT] = { "first", "last", "born" };
static const char *const records[RECORD_COUNT][COLUMN_COUNT + 1] = {
    {"A1",  "Aisha",  "Rahman", "2011-03-04"},
    { "A2", "Tom",    "Clegg",  "2009-10-11"},
    { "A3", "Katie",  "Holt",   "2012-07-30"},
    { "A4", "Olaf",   "Nowak",  "2010-01-22"},
    { "B1", "Aysha",  "Rahman", "04/03/2011"},
    { "B2", "Thomas", "Clegg",  "11/10/2009"},
    { "B3", "Kate",   "Holt",   "30/07/2012"},
    { "B4", "Dean",   "Marsh",  "09/09/2013"},
};

static struct sl_str text_of(const char *text)
{
    return (struct sl_str){ .ptr = text, .len = strlen(text) };
}

static enum sl_status add_records(struct sl_linkage *linkage, struct sl_error *err)
{
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < RECORD_COUNT && status == SL_OK; i++) {
        struct sl_str values[COLUMN_COUNT];
        for (size_t column = 0; column < COLUMN_COUNT; column++) {
            values[column] = text_of(records[i][1 + column]);
        }
        status = sl_linkage_add(linkage, 0, text_of(records[i][0]), values, err);
    }
    return status;
}

/* Who is the person of each record: the first record of its cluster names them. */
static void print_people(const struct sl_linkage *linkage)
{
    for (uint32_t i = 0; i < sl_linkage_record_count(linkage); i++) {
        const struct sl_str id = sl_linkage_record_id(linkage, i);
        const struct sl_str first = sl_linkage_record_id(linkage, sl_linkage_cluster(linkage, i));
        printf("%.*s is the person of %.*s\n", (int)id.len, id.ptr, (int)first.len, first.ptr);
    }
}

int main(void)
{
    const struct sl_linkage_options options = {
        .kinds = kinds,
        .columns = columns,
        .column_count = COLUMN_COUNT,
        .thread_count = 1,
        .threshold_auto = true,
        .seed = 7,
    };
    struct sl_linkage *linkage = NULL;
    struct sl_error err;
    enum sl_status status = sl_linkage_open(&options, &linkage, &err);
    if (status == SL_OK) {
        status = add_records(linkage, &err);
    }
    if (status == SL_OK) {
        status = sl_linkage_run(linkage, &err);
    }
    if (status == SL_OK) {
        print_people(linkage);
    }
    sl_linkage_close(linkage);
    if (status != SL_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
    }
    return status == SL_OK ? 0 : 1;
}
