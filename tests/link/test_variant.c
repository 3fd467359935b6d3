/* SPDX-License-Identifier: Apache-2.0 */
#include "link/variant.h"

#include "link/engine.h"
#include "sightline/query.h"

#define PEOPLE 150u

/* The columns of the people here, in this order. */
enum column { GIVEN, SURNAME, DOB, POSTCODE, ADDRESS, TOWN, PHONE, COLUMNS };
static const enum sl_kind kinds[COLUMNS] = {
    SL_KIND_GIVEN_NAME, SL_KIND_SURNAME, SL_KIND_DOB,   SL_KIND_POSTCODE,
    SL_KIND_ADDRESS,    SL_KIND_TOWN,    SL_KIND_PHONE,
};

/* A word of letters that no other number below 4,096 gives; words are not alike. */
static void write_word(char *text, unsigned number)
{
    static const char *const parts[] = { "ba",  "dor", "fi", "gul", "kem", "lop", "nat", "rix",
                                         "sev", "tam", "vu", "wiq", "yed", "zon", "hal", "jur" };
    (void)snprintf(
        text, 24, "%s%s%s", parts[number % 16], parts[number / 16 % 16], parts[number / 256 % 16]
    );
}

/* What goes wrong with the second record of some people: a column gets another value. */
struct habit {
    enum column column;
    const char *first, *second; /* NULL: a word that is nobody's */
    unsigned from, end;         /* the people who have it */
};

/* One of the two records of a person. */
static void add_record(
    struct fixture *fixture,
    unsigned person,
    unsigned which,
    const struct habit *habits,
    size_t habit_count
)
{
    char id[24];
    char texts[COLUMNS][24];
    const char *values[COLUMNS];
    write_word(texts[GIVEN], person);
    write_word(texts[SURNAME], 1000 + person);
    (void
    )snprintf(texts[DOB], 24, "%u-%02u-%02u", 2001 + person % 17, 1 + person % 12, 1 + person % 28);
    (void)snprintf(texts[POSTCODE], 24, "M%u %uAB", 1 + person % 60, person % 10);
    (void)snprintf(texts[ADDRESS], 24, "%u mill lane", 1 + person);
    (void)snprintf(texts[TOWN], 24, "oldham");
    (void)snprintf(texts[PHONE], 24, "07700 9%05u", 10000 + 397 * person);
    for (size_t at = 0; at < habit_count; at++) {
        const struct habit *habit = &habits[at];
        if (person >= habit->from && person < habit->end) {
            const char *value = which == 0 ? habit->first : habit->second;
            write_word(texts[habit->column], 2000 + person * 2 + which);
            if (value != NULL) {
                (void)snprintf(texts[habit->column], 24, "%s", value);
            }
        }
    }
    for (unsigned column = 0; column < COLUMNS; column++) {
        values[column] = texts[column];
    }
    (void)snprintf(id, 24, "p%04u-%u", person, which);
    fixture_add(fixture, which, id, values);
}

/* Everybody has two records, the first in one file and the second in the other. */
static void make_people(struct fixture *fixture, const struct habit *habits, size_t habit_count)
{
    fixture_init(fixture, kinds, COLUMNS);
    for (unsigned person = 0; person < PEOPLE; person++) {
        for (unsigned which = 0; which < 2; which++) {
            add_record(fixture, person, which, habits, habit_count);
        }
    }
}

/* One source, unless the options say otherwise. */
static struct sl_linkage *
link_people(struct fixture *fixture, const struct sl_linkage_options *options)
{
    for (size_t at = 0; at < fixture->count && !options->two_sources; at++) {
        fixture->rows[at].source = 0;
    }
    return fixture_linked(fixture, options);
}

/* Has the model exactly these variants, in this order? */
static void
check_variants(const struct sl_linkage *linkage, const char *const (*pairs)[2], size_t count)
{
    const struct sl_model *model = &linkage->model;
    for (size_t at = 0; at < model->variant_count && at < count; at++) {
        SL_CHECK_STR(model->variants[at].left, pairs[at][0]);
        SL_CHECK_STR(model->variants[at].right, pairs[at][1]);
    }
    SL_CHECK_U64(model->variant_count, count);
}

/* Links people with one habit; says whether it became a variant, and that nothing else did. */
static bool is_learned(const struct habit *habit)
{
    struct fixture fixture;
    const struct sl_linkage_options options = fixture_options();
    make_people(&fixture, habit, 1);
    struct sl_linkage *linkage = link_people(&fixture, &options);
    const size_t count = linkage->model.variant_count;
    if (count > 0) {
        const bool ascend = strcmp(habit->first, habit->second) < 0;
        const char *const pair[1][2] = {
            {ascend ? habit->first : habit->second, ascend ? habit->second : habit->first}
        };
        check_variants(linkage, pair, 1);
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
    return count == 1;
}

static void test_what_people_use_for_each_other_is_learned(void **state)
{
    static const struct habit habits[] = {
        {GIVEN,    "quillon", "ambrex",             10, 20},
        { SURNAME, "ondurai", "vasquel",            10, 20},
        { TOWN,    "werneth", "chadderton",         10, 20},
        { GIVEN,   "quillon", "quillandersborough", 10, 20}, /* alike, but not close */
    };
    (void)state;
    for (size_t at = 0; at < sizeof(habits) / sizeof(habits[0]); at++) {
        assert_true(is_learned(&habits[at]));
    }
}

static void test_what_is_no_variant(void **state)
{
    static const struct habit habits[] = {
        {GIVEN,     "quillon",     "ambrex",        10, 12}, /* two people */
        { GIVEN,    "quillon",     "q",             10, 30}, /* an initial */
        { GIVEN,    "quillon",     "quilon",        10, 30}, /* a slip, and known as one */
        { GIVEN,    "thomas",      "tom",           10, 30}, /* known already */
        { GIVEN,    NULL,          NULL,            10, 60}, /* errors that nobody else makes */
        { ADDRESS,  "1 elm grove", "9 high street", 10, 30}, /* people move */
        { POSTCODE, "M1 1AA",      "OL8 4XY",       10, 30},
    };
    (void)state;
    for (size_t at = 0; at < sizeof(habits) / sizeof(habits[0]); at++) {
        assert_false(is_learned(&habits[at]));
    }
}

/* Two records that a rule keeps apart are two people, and say nothing about one. */
static void test_what_rules_keep_apart_is_no_evidence(void **state)
{
    static const struct habit habit = { GIVEN, "quillon", "ambrex", 10, 30 };
    (void)state;
    for (unsigned distinct = 0; distinct < 2; distinct++) {
        struct fixture fixture;
        struct sl_linkage_options options = fixture_options();
        options.distinct_in_source = distinct == 1;
        make_people(&fixture, &habit, 1);
        struct sl_linkage *linkage = link_people(&fixture, &options);
        SL_CHECK_U64(linkage->model.variant_count, 1 - distinct);
        sl_linkage_close(linkage);
        fixture_finish(&fixture);
    }
}

static const struct habit many_habits[] = {
    {GIVEN,    "quillon", "ambrex",     10, 20 },
    { SURNAME, "ondurai", "vasquel",    30, 40 },
    { TOWN,    "werneth", "chadderton", 50, 60 },
    { GIVEN,   NULL,      NULL,         80, 100},
};
static const char *const many_variants[][2] = {
    {"ambrex",      "quillon"},
    { "ondurai",    "vasquel"},
    { "chadderton", "werneth"},
};

static void test_two_sources(void **state)
{
    struct fixture fixture;
    struct sl_linkage_options options = fixture_options();
    (void)state;
    options.two_sources = true;
    make_people(&fixture, many_habits, 4);
    struct sl_linkage *linkage = link_people(&fixture, &options);
    check_variants(linkage, many_variants, 3);
    sl_linkage_close(linkage);
    /* Two records of one file are not compared, and say nothing. */
    for (size_t at = 20; at < 40; at++) {
        fixture.rows[at].source = 0;
    }
    linkage = link_people(&fixture, &options);
    check_variants(linkage, many_variants + 1, 2);
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

static struct sl_str model_of(struct sl_linkage *linkage)
{
    struct sl_str json = SL_STR("");
    SL_CHECK_OK(sl_linkage_model_json(linkage, &json, NULL), NULL);
    return json;
}

static void check_same_pairs(const struct sl_linkage *actual, const struct sl_linkage *expected)
{
    SL_CHECK_U64(sl_linkage_pair_count(actual), sl_linkage_pair_count(expected));
    for (size_t at = 0; at < sl_linkage_pair_count(expected); at++) {
        const struct sl_linkage_pair one = sl_linkage_pair_get(actual, at);
        const struct sl_linkage_pair two = sl_linkage_pair_get(expected, at);
        SL_CHECK_U64(one.left, two.left);
        SL_CHECK_U64(one.right, two.right);
        engine_check_exactly(one.weight_bits, two.weight_bits, "weight");
    }
}

static void test_neither_threads_nor_order_matter(void **state)
{
    struct fixture fixture;
    struct sl_linkage_options options = fixture_options();
    (void)state;
    make_people(&fixture, many_habits, 4);
    struct sl_linkage *first = link_people(&fixture, &options);
    check_variants(first, many_variants, 3);
    for (options.thread_count = 1; options.thread_count <= 3; options.thread_count++) {
        fixture_shuffle(&fixture, 20 + options.thread_count);
        struct sl_linkage *again = link_people(&fixture, &options);
        SL_CHECK_BYTES(model_of(again), model_of(first));
        check_same_pairs(again, first);
        sl_linkage_close(again);
    }
    sl_linkage_close(first);
    fixture_finish(&fixture);
}

/* The variants of a saved model count as they did when they were learned. */
static void test_a_saved_model_gives_the_same(void **state)
{
    struct fixture fixture;
    struct sl_linkage_options options = fixture_options();
    struct sl_linkage *again = NULL;
    (void)state;
    make_people(&fixture, many_habits, 4);
    struct sl_linkage *first = link_people(&fixture, &options);
    options.threshold_auto = false;
    options.threshold_bits = sl_linkage_summary(first)->threshold_bits;
    SL_CHECK_OK(fixture_open(&fixture, &options, &again, NULL), NULL);
    SL_CHECK_OK(sl_linkage_use_model(again, model_of(first), NULL), NULL);
    SL_CHECK_OK(sl_linkage_run(again, NULL), NULL);
    check_variants(again, many_variants, 3);
    check_same_pairs(again, first);
    sl_linkage_close(again);
    sl_linkage_close(first);
    fixture_finish(&fixture);
}

static void test_the_level_is_that_of_variants(void **state)
{
    struct fixture fixture;
    const struct sl_linkage_options options = fixture_options();
    (void)state;
    make_people(&fixture, many_habits, 4);
    struct sl_linkage *linkage = link_people(&fixture, &options);
    for (size_t at = 0; at < 3; at++) {
        const struct sl_variant *variant = &linkage->model.variants[at];
        const struct sl_domain *domain = &linkage->table.domains[variant->domain];
        const uint32_t left = sl_dictionary_find(&domain->dictionary, variant->left) + 1;
        const uint32_t right = sl_dictionary_find(&domain->dictionary, variant->right) + 1;
        SL_CHECK_U64(sl_domain_level(domain, left, right), SL_LEVEL_VARIANT);
        SL_CHECK_U64(sl_domain_level(domain, right, left), SL_LEVEL_VARIANT);
    }
    /* And it is worth something: the people who have the habit are found. */
    for (uint32_t person = 10; person < 20; person++) {
        const uint32_t record = 2 * person;
        SL_CHECK_U64(sl_linkage_cluster(linkage, record + 1), record);
    }
    sl_linkage_close(linkage);
    fixture_finish(&fixture);
}

/* Records without a value, a model that knows it, and somebody who asks for it. */
static void test_a_query_knows_variants_that_no_record_holds(void **state)
{
    static const struct habit habit = { GIVEN, "quillon", "ambrex", 10, 20 };
    struct fixture fixture;
    struct fixture without;
    const struct sl_linkage_options options = fixture_options();
    struct sl_linkage *linkage = NULL;
    struct sl_query *query = NULL;
    (void)state;
    make_people(&fixture, &habit, 1);
    struct sl_linkage *first = link_people(&fixture, &options);
    make_people(&without, NULL, 0);
    for (size_t at = 0; at < without.count; at++) {
        without.rows[at].source = 0;
    }
    without.rows[20].values[GIVEN] = SL_STR("quillon");
    SL_CHECK_OK(fixture_open(&without, &options, &linkage, NULL), NULL);
    SL_CHECK_OK(sl_linkage_use_model(linkage, model_of(first), NULL), NULL);
    SL_CHECK_OK(sl_linkage_prepare(linkage, NULL), NULL);
    SL_CHECK_OK(sl_query_open(linkage, &query, NULL), NULL);
    double bits[3] = { 0.0, 0.0, 0.0 };
    static const char *const names[3] = { "quillon", "ambrex", "zuzuzu" };
    for (unsigned at = 0; at < 3; at++) {
        const struct sl_query_match *matches = NULL;
        size_t count = 0;
        struct sl_str values[COLUMNS];
        memcpy(values, without.rows[20].values, sizeof(values));
        values[GIVEN] = sl_str_from(names[at]);
        SL_CHECK_OK(sl_query_search(query, values, -20.0, &matches, &count, NULL), NULL);
        for (size_t match = 0; match < count; match++) {
            bits[at] = matches[match].record == 20 ? matches[match].weight_bits : bits[at];
        }
    }
    assert_true(bits[0] > bits[1] && bits[1] > bits[2] + 1.0);
    sl_query_close(query);
    sl_linkage_close(linkage);
    sl_linkage_close(first);
    fixture_finish(&without);
    fixture_finish(&fixture);
}

/* What the search found, and what the variants add: in order, each once, close before variant. */
static void test_extending_a_list(void **state)
{
    static const char *const values[] = { "anna", "bruno", "carla", "dieter" };
    static const char *const pairs[][2] = {
        {"anna",    "zed"  },
        { "carla",  "zed"  },
        { "dieter", "zed"  },
        { "other",  "zed"  },
        { "anna",   "bruno"}
    };
    struct sl_dictionary dictionary;
    struct sl_model model = { .field_count = 0 };
    struct sl_neighbour_list list;
    (void)state;
    sl_dictionary_init(&dictionary);
    sl_arena_init(&model.arena, 1U << 20);
    sl_neighbour_list_init(&list);
    for (uint32_t at = 0; at < 4; at++) {
        uint32_t number = 0;
        SL_CHECK_OK(sl_dictionary_add(&dictionary, sl_str_from(values[at]), &number, NULL), NULL);
        SL_CHECK_U64(number, at);
    }
    for (size_t at = 0; at < 5; at++) {
        const struct sl_str left = sl_str_from(pairs[at][0]);
        const struct sl_str right = sl_str_from(pairs[at][1]);
        SL_CHECK_OK(sl_model_add_variant(&model, 1, left, right, NULL), NULL);
    }
    SL_CHECK_OK(sl_variants_extend(&model, 0, &dictionary, SL_STR("zed"), &list, NULL), NULL);
    SL_CHECK_U64(list.count, 0); /* another domain */
    SL_CHECK_OK(sl_variants_extend(&model, 1, &dictionary, SL_STR("zed"), &list, NULL), NULL);
    SL_CHECK_U64(list.count, 3);
    list.items[0].level = SL_LEVEL_CLOSE;
    list.items[1].level = SL_LEVEL_LOOSE;
    list.count = 2; /* anna and carla as found, dieter to come */
    SL_CHECK_OK(sl_variants_extend(&model, 1, &dictionary, SL_STR("zed"), &list, NULL), NULL);
    SL_CHECK_U64(list.count, 3);
    static const struct sl_neighbour expected[] = {
        {0,  SL_LEVEL_CLOSE  },
        { 2, SL_LEVEL_VARIANT},
        { 3, SL_LEVEL_VARIANT}
    };
    for (size_t at = 0; at < 3; at++) {
        SL_CHECK_U64(list.items[at].code, expected[at].code);
        SL_CHECK_U64(list.items[at].level, expected[at].level);
    }
    sl_neighbour_list_finish(&list);
    sl_model_finish(&model);
    sl_dictionary_finish(&dictionary);
}

/* All that learning starts from, made where allocations succeed. */
struct school {
    struct fixture_table made;
    struct sl_community community;
    struct sl_rules rules;
    struct sl_chance chances[SL_FIELD_LIMIT];
};

/* Learn, and put into the lists of a copy of the first domain. */
static enum sl_status learn_again(void *context)
{
    struct school *school = context;
    const struct sl_variant_options options = {
        .thread_count = 1, .seed = 1, .community = &school->community, .rules = &school->rules
    };
    struct sl_domain domain = school->made.table.domains[0];
    const struct sl_neighbour_source source = {
        .family = domain.family,
        .context = &domain.context,
        .values = domain.dictionary.values,
        .count = domain.dictionary.count,
    };
    struct sl_neighbour_list list SL_CLEANUP(sl_neighbour_list_finish) = { 0 };
    struct sl_model model SL_CLEANUP(sl_model_finish) = { 0 };
    struct sl_neighbours neighbours SL_CLEANUP(sl_neighbours_finish) = { 0 };
    sl_model_init(&model, &school->made.schema);
    SL_TRY(sl_variants_learn(&model, school->chances, &school->made.table, &options, NULL));
    if (model.variant_count != 3) {
        return SL_INVALID;
    }
    SL_TRY(sl_neighbours_init(&neighbours, &source, 1, NULL));
    domain.neighbours = neighbours;
    const enum sl_status status = sl_variants_apply(&model, &domain, 1, NULL);
    neighbours = domain.neighbours; /* its lists may have moved */
    SL_TRY(status);
    return sl_variants_extend(&model, 0, &domain.dictionary, SL_STR("ambrex"), &list, NULL);
}

static void test_survives_failing_allocations(void **state)
{
    struct school school = { .rules = { 0 } };
    struct fixture fixture;
    (void)state;
    make_people(&fixture, many_habits, 4);
    SL_CHECK_OK(fixture_table_init(&school.made, &fixture, 1, true, NULL), NULL);
    fixture_finish(&fixture);
    const struct sl_table *table = &school.made.table;
    for (unsigned field = 0; field < table->field_count; field++) {
        const struct sl_domain *domain = sl_table_domain(table, field);
        struct sl_chance *chance = &school.chances[field];
        SL_CHECK_OK(
            sl_chance_count(chance, domain, table->frequency[field], table->record_count, 1, NULL),
            NULL
        );
    }
    assert_true(sl_test_failing_allocations(learn_again, &school) > 50);
    for (unsigned field = 0; field < table->field_count; field++) {
        sl_chance_finish(&school.chances[field]);
    }
    fixture_table_finish(&school.made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_people_use_for_each_other_is_learned),
        cmocka_unit_test(test_what_is_no_variant),
        cmocka_unit_test(test_what_rules_keep_apart_is_no_evidence),
        cmocka_unit_test(test_two_sources),
        cmocka_unit_test(test_neither_threads_nor_order_matter),
        cmocka_unit_test(test_a_saved_model_gives_the_same),
        cmocka_unit_test(test_the_level_is_that_of_variants),
        cmocka_unit_test(test_a_query_knows_variants_that_no_record_holds),
        cmocka_unit_test(test_extending_a_list),
        cmocka_unit_test(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("link/variant", tests, NULL, NULL);
}
