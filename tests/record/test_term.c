/* SPDX-License-Identifier: Apache-2.0 */
#include "record/term.h"

#include "support/support.h"

struct table {
    const char *title;
    const struct sl_term *terms;
    unsigned count;
};

#define TABLE_COUNT 6

static void get_tables(struct table *ret_tables)
{
    const struct table tables[TABLE_COUNT] = {
        {"entity class",   sl_entity_class_terms(),  SL_ENTITY_CLASS_COUNT   },
        { "object kind",   sl_object_kind_terms(),   SL_OBJECT_KIND_COUNT    },
        { "location kind", sl_location_kind_terms(), SL_LOCATION_KIND_COUNT  },
        { "event kind",    sl_event_kind_terms(),    SL_EVENT_KIND_COUNT     },
        { "attribute",     sl_attribute_terms(),     SL_ATTRIBUTE_TABLE_COUNT},
        { "role",          sl_role_terms(),          SL_ROLE_TABLE_COUNT     },
    };
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        ret_tables[i] = tables[i];
    }
}

/* Lower case and underscores, and digits inside. */
static void check_name(struct sl_str name)
{
    assert_true(name.len > 0);
    assert_true(name.ptr[0] >= 'a' && name.ptr[0] <= 'z');
    for (size_t i = 0; i < name.len; i++) {
        const char byte = name.ptr[i];
        if (byte != '_' && !(byte >= 'a' && byte <= 'z') && !(byte >= '0' && byte <= '9')) {
            fail_msg("'%.*s' is no name for an exchange format", SL_STR_ARG(name));
        }
    }
}

/* Names are well formed, each stands once, and each is found. */
static void test_names(void **state)
{
    struct table tables[TABLE_COUNT];
    (void)state;
    get_tables(tables);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (unsigned k = 0; k < tables[i].count; k++) {
            const struct sl_term *term = &tables[i].terms[k];
            check_name(term->name);
            assert_true(term->words.len > 0);
            if (sl_term_find(tables[i].terms, tables[i].count, term->name) != k) {
                fail_msg("%s '%.*s' is there twice", tables[i].title, SL_STR_ARG(term->name));
            }
        }
    }
}

static void test_other_names_are_not_found(void **state)
{
    static const char *const names[] = { "", "Person", "persons", "perso", "\xFF" };
    struct table tables[TABLE_COUNT];
    (void)state;
    get_tables(tables);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
            const struct sl_str name = sl_str_from(names[k]);
            SL_CHECK_U64(sl_term_find(tables[i].terms, tables[i].count, name), tables[i].count);
        }
    }
    SL_CHECK_U64(
        sl_term_find(sl_role_terms(), SL_ROLE_TABLE_COUNT, (struct sl_str){ NULL, 0 }),
        SL_ROLE_TABLE_COUNT
    );
}

static void test_the_tables_say(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_attribute_terms()[SL_ATTRIBUTE_NHS_NUMBER].name, "nhs_number");
    SL_CHECK_STR(sl_attribute_terms()[SL_ATTRIBUTE_NHS_NUMBER].words, "NHS number");
    assert_true(sl_event_kind_is_span(SL_EVENT_PROTECTION_PLAN));
    assert_false(sl_event_kind_is_span(SL_EVENT_CONFERENCE));
    SL_CHECK_U64(sl_role_from(SL_ROLE_USES), SL_PERSON);
    SL_CHECK_U64(sl_role_to(SL_ROLE_USES), SL_OBJECT);
    SL_CHECK_U64(sl_role_from(SL_ROLE_HAPPENED_AT), SL_EVENT);
    SL_CHECK_U64(sl_role_to(SL_ROLE_HAPPENED_AT), SL_LOCATION);
}

/* A picture draws roles between persons as ties: both ends must be what the words say. */
static void test_roles_join_classes(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SL_ROLE_TABLE_COUNT; i++) {
        const enum sl_role role = (enum sl_role)i;
        assert_true(sl_role_from(role) == SL_PERSON || sl_role_from(role) == SL_EVENT);
        assert_true(sl_role_to(role) < SL_ENTITY_CLASS_COUNT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_other_names_are_not_found),
        cmocka_unit_test(test_the_tables_say),
        cmocka_unit_test(test_roles_join_classes),
    };
    return cmocka_run_group_tests_name("record/term", tests, NULL, NULL);
}
