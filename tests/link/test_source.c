/* SPDX-License-Identifier: Apache-2.0 */
#include "link/source.h"

#include "link/engine.h"

static const enum sl_kind kinds[] = { SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB };
#define COLUMNS (sizeof(kinds) / sizeof(kinds[0]))

/* A record of somebody by name, and the system that it comes from. */
static void add(struct fixture *fixture, const char *id, const char *given, struct sl_str source)
{
    const char *const values[] = { given, "Abernathy", "2012-04-03" };
    fixture_add(fixture, 0, id, values);
    fixture->rows[fixture->count - 1].values[COLUMNS] = sl_arena_copy(&fixture->arena, source);
}

static void check_source(
    const struct sl_linkage_source *source,
    const char *name,
    uint64_t records,
    uint64_t within,
    uint64_t across
)
{
    SL_CHECK_STR(source->name, name);
    SL_CHECK_U64(source->record_count, records);
    SL_CHECK_U64(source->within_count, within);
    SL_CHECK_U64(source->across_count, across);
}

/* Three records of Ann, two of Zebedee, one of Bo. */
static void test_sources_are_counted(void **state)
{
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    (void)state;
    options.named_sources = true;
    options.threshold_auto = false;
    options.threshold_bits = 0.0;
    fixture_init(&fixture, kinds, COLUMNS);
    add(&fixture, "1", "Annunziata", SL_STR(" police"));
    add(&fixture, "2", "Annunziata", SL_STR("health"));
    add(&fixture, "3", "Annunziata", SL_STR("police "));
    add(&fixture, "4", "Zebedee", SL_STR(""));
    add(&fixture, "5", "Zebedee", SL_STR("  "));
    add(&fixture, "6", "Bo", SL_STR("Health"));
    struct sl_linkage *linkage = fixture_linked(&fixture, &options);
    static const uint32_t clusters[] = { 0, 0, 0, 3, 3, 5 };
    memcpy(linkage->clusters, clusters, sizeof(clusters)); /* whatever was found */
    sl_free(linkage->sources);
    SL_CHECK_OK(sl_linkage_count_sources(linkage, NULL), NULL);
    SL_CHECK_U64(sl_linkage_source_count(linkage), 4);
    struct sl_linkage_source sources[4];
    for (size_t at = 0; at < 4; at++) {
        sources[at] = sl_linkage_source_get(linkage, at);
    }
    check_source(&sources[0], "Health", 1, 0, 0);
    check_source(&sources[1], "health", 1, 0, 1);
    check_source(&sources[2], "police", 2, 2, 2);
    check_source(&sources[3], "", 2, 0, 2);
    SL_CHECK_U64(sl_linkage_record_source(linkage, 0), 2);
    SL_CHECK_U64(sl_linkage_record_source(linkage, 3), SL_SOURCE_NONE);
    SL_CHECK_U64(sl_linkage_record_file(linkage, 3), 0);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static void test_unnamed_sources_are_not_listed(void **state)
{
    struct sl_linkage *linkage = engine_linked(5, 20);
    (void)state;
    SL_CHECK_U64(sl_linkage_source_count(linkage), 0);
    const uint32_t last = (uint32_t)sl_linkage_record_count(linkage) - 1;
    SL_CHECK_U64(sl_linkage_record_file(linkage, last), 1);
    SL_CHECK_U64(sl_linkage_record_source(linkage, last), 1);
    sl_linkage_close(linkage);
}

/* Naming sources alone changes nothing but what is reported. */
static void test_names_alone_change_nothing(void **state)
{
    struct sl_linkage_options options = fixture_options();
    const struct fixture_people people = engine_people(0, 60);
    struct fixture fixture;
    (void)state;
    fixture_make_people(&fixture, &people);
    struct sl_linkage *plain = fixture_linked(&fixture, &options);
    options.named_sources = true;
    for (size_t at = 0; at < fixture.count; at++) {
        fixture.rows[at].values[fixture.column_count] = at % 2 == 0 ? SL_STR("a") : SL_STR("b");
    }
    struct sl_linkage *named = fixture_linked(&fixture, &options);
    const size_t count = sl_linkage_record_count(plain);
    engine_check_same(
        named->clusters, plain->clusters, count * sizeof(*plain->clusters), "clusters"
    );
    SL_CHECK_U64(sl_linkage_pair_count(named), sl_linkage_pair_count(plain));
    SL_CHECK_U64(sl_linkage_source_count(named), 2);
    sl_linkage_close(named);
    sl_linkage_close(plain);
    fixture_finish(&fixture);
}

static void test_as_many_sources_as_the_limit(void **state)
{
    struct sl_linkage_options options = fixture_options();
    struct fixture fixture;
    struct sl_error err = { .status = SL_OK };
    struct sl_linkage *linkage = NULL;
    (void)state;
    options.named_sources = true;
    options.distinct_in_source = true;
    fixture_init(&fixture, kinds, COLUMNS);
    for (unsigned at = 0; at < 2 * SL_SOURCE_LIMIT; at++) {
        char id[16];
        char name[16];
        (void)snprintf(id, sizeof(id), "%05u", at);
        (void)snprintf(name, sizeof(name), "s%u", at % SL_SOURCE_LIMIT);
        add(&fixture, id, "Ann", sl_str_from(name));
    }
    add(&fixture, "nobody's", "Ann", SL_STR(""));
    linkage = fixture_linked(&fixture, &options);
    SL_CHECK_U64(sl_linkage_source_count(linkage), SL_SOURCE_LIMIT + 1);
    for (size_t at = 0; at <= SL_SOURCE_LIMIT; at++) {
        const struct sl_linkage_source source = sl_linkage_source_get(linkage, at);
        SL_CHECK_U64(source.record_count, at < SL_SOURCE_LIMIT ? 2 : 1);
        SL_CHECK_U64(source.within_count, 0);
        SL_CHECK_U64(source.name.len == 0, at == SL_SOURCE_LIMIT);
    }
    sl_linkage_close(linkage);
    add(&fixture, "more", "Ann", SL_STR("one too many"));
    SL_CHECK_STATUS(fixture_run(&fixture, &options, &linkage, &err), SL_LIMIT);
    assert_true(strstr(err.message, "255") != NULL && strlen(err.hint) > 0);
    fixture_finish(&fixture);
}

static enum sl_status link_sources(void *context)
{
    struct sl_linkage_options options = fixture_options();
    struct sl_linkage *linkage = NULL;
    options.named_sources = true;
    SL_TRY(fixture_run(context, &options, &linkage, NULL));
    SL_CHECK_U64(sl_linkage_source_count(linkage), 2);
    sl_linkage_close(linkage);
    return SL_OK;
}

static void test_survives_failing_allocations(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_init(&fixture, kinds, COLUMNS);
    add(&fixture, "1", "Ann", SL_STR("police"));
    add(&fixture, "2", "Ann", SL_STR("health"));
    assert_true(sl_test_failing_allocations(link_sources, &fixture) > 50);
    fixture_finish(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources_are_counted),
        cmocka_unit_test(test_unnamed_sources_are_not_listed),
        cmocka_unit_test(test_names_alone_change_nothing),
        cmocka_unit_test(test_as_many_sources_as_the_limit),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/source", tests, NULL, NULL);
}
