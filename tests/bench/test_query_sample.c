/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/query_sample.h"

#include <stdio.h>

#include "app/link_load.h"
#include "base/buf.h"
#include "link/linkage_impl.h"
#include "record/name.h"
#include "support/support.h"

enum { RECORDS = 600, SAMPLES = 400 };

#define FIELDS "given_name=given_name,surname=surname,dob=dob,sex=sex,postcode=postcode,phone=phone"

/* A file of people, and a linkage of it. */
struct fixture {
    struct sl_test_folder folder;
    struct sl_sample_source source;
    struct sl_linkage *linkage;
};

static void load(struct fixture *fixture, const char *path, const char *fields)
{
    struct sl_error err;
    const struct sl_link_inputs inputs = {
        .input_count = 1,
        .inputs = { { .path = path, .id_column = "id", .fields = fields } },
    };
    const struct sl_linkage_options options = { .threshold_auto = true, .thread_count = 1 };
    fixture->source =
        (struct sl_sample_source){ .path = path, .id_column = "id", .fields = fields };
    SL_CHECK_OK(sl_link_load(&inputs, &options, &fixture->linkage, &err), &err);
    SL_CHECK_OK(sl_linkage_run(fixture->linkage, &err), &err);
}

static struct fixture people;

/* Three records a person; every tenth has neither given name nor telephone. */
static void add_people(struct sl_buf *text)
{
    static const char *const given[] = { "Aaliyah", "Bartosz", "Chloe", "Dawud", "Ewa", "Freya" };
    static const char *const surnames[] = {
        "Adams",   "O'Brien", "Choudhury", "Hussain", "Iqbal",
        "Johnson", "Nowak",   "Patel",     "Taylor",  "Wright"
    };
    sl_buf_addf(text, "id,person,given_name,surname,dob,sex,postcode,phone\n");
    for (unsigned record = 0; record < RECORDS; record++) {
        const unsigned person = record / 3;
        sl_buf_addf(text, "%u,p%u,", record, person);
        sl_buf_addf(
            text, "%s,%s,", record % 10 == 0 ? "" : given[person % 6], surnames[person % 10]
        );
        sl_buf_addf(text, "20%02u-%02u-%02u,", person % 20, 1 + person % 12, 1 + person % 28);
        sl_buf_addf(
            text, "%s,M%u %uAB,", person % 2 == 0 ? "F" : "M", 1 + person % 30, person % 10
        );
        if (record % 10 != 0) {
            sl_buf_addf(text, "0712%07u", person * 7919);
        }
        sl_buf_add_byte(text, '\n');
    }
}

static int open_people(void **state)
{
    (void)state;
    static char path[512];
    struct sl_buf text;
    sl_buf_init(&text, (size_t)1 << 20);
    add_people(&text);
    sl_test_folder_open(&people.folder);
    (void)snprintf(
        path,
        sizeof(path),
        "%s",
        sl_test_folder_write(&people.folder, "people.csv", sl_buf_str(&text))
    );
    sl_buf_finish(&text);
    load(&people, path, FIELDS);
    people.source.truth_column = "person";
    return 0;
}

static int close_people(void **state)
{
    (void)state;
    sl_linkage_close(people.linkage);
    sl_test_folder_close(&people.folder);
    return 0;
}

static void sample(const struct fixture *fixture, uint64_t seed, struct sl_samples *samples)
{
    struct sl_error err;
    struct sl_random random;
    sl_random_init(&random, seed);
    SL_CHECK_OK(
        sl_samples_read(samples, &fixture->source, fixture->linkage, SAMPLES, &random, &err), &err
    );
}

static size_t damage(const struct fixture *fixture, uint64_t seed, struct sl_samples *samples)
{
    struct sl_error err;
    struct sl_random random;
    size_t count = 0;
    sl_random_init(&random, seed);
    SL_CHECK_OK(sl_samples_damage(samples, fixture->linkage, &random, &count, &err), &err);
    return count;
}

/* The code of a value of a field, 0 when no record holds it. */
static uint32_t code_of(const struct sl_linkage *linkage, unsigned field, struct sl_str normal)
{
    const struct sl_domain *domain = sl_table_domain(&linkage->table, field);
    return sl_dictionary_find(&domain->dictionary, normal) + 1;
}

/* The code of a raw name, by the record floor alone. */
static uint32_t code_of_name(unsigned field, struct sl_fold *fold, struct sl_str raw)
{
    struct sl_buf normal;
    sl_buf_init(&normal, 4096);
    if (field == 0) {
        sl_name_given_normal(fold, raw, &normal);
    } else {
        sl_name_surname_normal(fold, raw, &normal);
    }
    const uint32_t code =
        normal.len == 0 ? SL_CODE_MISSING : code_of(people.linkage, field, sl_buf_str(&normal));
    sl_buf_finish(&normal);
    return code;
}

/* What is sampled is a record of the file, as it stands there. */
static void test_values_are_those_of_the_record(void **state)
{
    (void)state;
    struct sl_samples samples;
    struct sl_fold *fold = NULL;
    sample(&people, 1, &samples);
    SL_CHECK_OK(sl_fold_open(&fold, NULL), NULL);
    SL_CHECK_U64(samples.count, SAMPLES);
    SL_CHECK_U64(samples.column_count, 6);
    for (size_t i = 0; i < samples.count; i++) {
        const struct sl_sample *item = &samples.items[i];
        const uint32_t *row = sl_table_row(&people.linkage->table, item->record);
        SL_CHECK_U64(code_of_name(0, fold, item->values[0]), row[0]);
        SL_CHECK_U64(code_of_name(1, fold, item->values[1]), row[1]);
        SL_CHECK_U64(item->unseen_count, 0);
    }
    sl_fold_close(fold);
    sl_samples_finish(&samples);
}

/* Sampling is even and out of order: neighbours in the sample are not neighbours in the file. */
static void test_order_and_spread(void **state)
{
    (void)state;
    struct sl_samples samples;
    bool seen[RECORDS] = { false };
    size_t distinct = 0;
    size_t rising = 0;
    sample(&people, 2, &samples);
    for (size_t i = 0; i < samples.count; i++) {
        const uint32_t record = samples.items[i].record;
        distinct += !seen[record];
        seen[record] = true;
        rising += i > 0 && samples.items[i - 1].record < record;
    }
    /* Expected 600 * (1 - (1 - 1/600)^400) = 292, standard deviation below 8. */
    assert_in_range(distinct, 250, 335);
    assert_in_range(rising, 150, 250);
    sl_samples_finish(&samples);
}

/* Records of one person have one truth, those of two people two. */
static void test_truths(void **state)
{
    (void)state;
    static const char text[] = "id,surname,who\n1,Ash,p\n2,Birch,q\n3,Ashe,p\n";
    struct fixture three;
    struct sl_samples samples;
    sl_test_folder_open(&three.folder);
    load(
        &three,
        sl_test_folder_write(&three.folder, "three.csv", sl_str_from(text)),
        "surname=surname"
    );
    three.source.truth_column = "who";
    sample(&three, 1, &samples);
    assert_true(samples.truths[0] == samples.truths[2]);
    assert_true(samples.truths[0] != samples.truths[1]);
    sl_samples_finish(&samples);
    three.source.truth_column = NULL;
    sample(&three, 1, &samples);
    assert_null(samples.truths);
    sl_samples_finish(&samples);
    sl_linkage_close(three.linkage);
    sl_test_folder_close(&three.folder);
}

/* Every second record has new values, and as many as it says; the others are as they were. */
static void test_damaged_values_are_new(void **state)
{
    (void)state;
    struct sl_samples samples;
    struct sl_samples before;
    struct sl_fold *fold = NULL;
    size_t twice = 0;
    sample(&people, 3, &before);
    sample(&people, 3, &samples);
    SL_CHECK_OK(sl_fold_open(&fold, NULL), NULL);
    const size_t damaged = damage(&people, 4, &samples);
    size_t names = 0;
    for (size_t i = 0; i < samples.count; i++) {
        const struct sl_sample *item = &samples.items[i];
        unsigned changed = 0;
        for (unsigned column = 0; column < samples.column_count; column++) {
            const struct sl_str value = item->values[column];
            const bool other = !sl_str_equal(value, before.items[i].values[column]);
            changed += other;
            if (other && column < 2) {
                names++;
                SL_CHECK_U64(code_of_name(column, fold, value), 0);
            }
        }
        SL_CHECK_U64(changed, item->unseen_count);
        assert_true(i % 2 == 1 || changed == 0);
        twice += changed == 2;
    }
    /* Nearly all records have a name, a postcode or a telephone. */
    assert_in_range(damaged, SAMPLES / 2 - 4, SAMPLES / 2);
    assert_in_range(twice, 60, 140);
    assert_true(names > 50);
    sl_fold_close(fold);
    sl_samples_finish(&before);
    sl_samples_finish(&samples);
}

/* A slip that changes only what normal forms leave out ("O'NEIL" and "O NEIL") is no new value. */
static void test_spellings_of_one_value_are_not_new(void **state)
{
    (void)state;
    static const char text[] = "id,surname\n1,O'AO\n2,O'OA\n3,O'O\n4,O'A\n5,O'AAA\n";
    struct fixture few;
    struct sl_samples samples;
    sl_test_folder_open(&few.folder);
    load(&few, sl_test_folder_write(&few.folder, "few.csv", sl_str_from(text)), "surname=surname");
    sample(&few, 1, &samples);
    (void)damage(&few, 1, &samples);
    for (size_t i = 0; i < samples.count; i++) {
        const struct sl_sample *item = &samples.items[i];
        struct sl_buf normal;
        struct sl_fold *fold = NULL;
        sl_buf_init(&normal, 4096);
        SL_CHECK_OK(sl_fold_open(&fold, NULL), NULL);
        sl_name_surname_normal(fold, item->values[0], &normal);
        const uint32_t code = code_of(few.linkage, 0, sl_buf_str(&normal));
        assert_true((code == 0) == (item->unseen_count == 1));
        sl_fold_close(fold);
        sl_buf_finish(&normal);
    }
    sl_samples_finish(&samples);
    sl_linkage_close(few.linkage);
    sl_test_folder_close(&few.folder);
}

/* Where every possible value is known there is nothing to damage. */
static void test_dates_and_sexes_stay(void **state)
{
    (void)state;
    struct fixture plain = { .linkage = NULL };
    struct sl_samples samples;
    load(&plain, people.source.path, "dob=dob,sex=sex");
    sample(&plain, 6, &samples);
    SL_CHECK_U64(damage(&plain, 6, &samples), 0);
    sl_samples_finish(&samples);
    sl_linkage_close(plain.linkage);
}

static void test_same_seed_same_samples(void **state)
{
    (void)state;
    struct sl_samples first;
    struct sl_samples second;
    sample(&people, 7, &first);
    sample(&people, 7, &second);
    (void)damage(&people, 8, &first);
    (void)damage(&people, 8, &second);
    for (size_t i = 0; i < SAMPLES; i++) {
        SL_CHECK_U64(first.items[i].record, second.items[i].record);
        for (size_t column = 0; column < first.column_count; column++) {
            SL_CHECK_BYTES(first.items[i].values[column], second.items[i].values[column]);
        }
    }
    sl_samples_finish(&first);
    sl_samples_finish(&second);
}

static void test_missing_columns_and_files(void **state)
{
    (void)state;
    struct sl_samples samples;
    struct sl_random random;
    struct sl_sample_source source = people.source;
    sl_random_init(&random, 1);
    source.truth_column = "nobody";
    SL_CHECK_STATUS(
        sl_samples_read(&samples, &source, people.linkage, 5, &random, NULL), SL_INVALID
    );
    source = people.source;
    source.path = "no/such/file.csv";
    SL_CHECK_STATUS(sl_samples_read(&samples, &source, people.linkage, 5, &random, NULL), SL_IO);
}

static enum sl_status read_and_damage(void *context)
{
    struct sl_samples samples;
    struct sl_random random;
    size_t count = 0;
    (void)context;
    sl_random_init(&random, 9);
    SL_TRY(sl_samples_read(&samples, &people.source, people.linkage, 8, &random, NULL));
    const enum sl_status status =
        sl_samples_damage(&samples, people.linkage, &random, &count, NULL);
    sl_samples_finish(&samples);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(read_and_damage, NULL) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_those_of_the_record),
        cmocka_unit_test(test_order_and_spread),
        cmocka_unit_test(test_truths),
        cmocka_unit_test(test_damaged_values_are_new),
        cmocka_unit_test(test_spellings_of_one_value_are_not_new),
        cmocka_unit_test(test_dates_and_sexes_stay),
        cmocka_unit_test(test_same_seed_same_samples),
        cmocka_unit_test(test_missing_columns_and_files),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("bench/query_sample", tests, open_people, close_people);
}
