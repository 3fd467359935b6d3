/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/shown_facts.h"

#include "partners.h"

enum { BURY, GMP, HOLDER_COUNT };

static struct sl_entity entity_of(enum sl_entity_class class, unsigned kind, struct sl_str key)
{
    return (struct sl_entity){ .class = class, .kind = kind, .key = key };
}

static struct sl_link link_of(struct sl_str from, enum sl_role role, struct sl_str to)
{
    return (struct sl_link){ .from_key = from, .role = role, .to_key = to };
}

/* A record: a child, who is the subject of a conference and of a crime, and lives somewhere. */
static void tell(struct sl_facts *facts)
{
    const struct sl_entity entities[] = {
        entity_of(SL_PERSON, 0, SL_STR("child")),
        entity_of(SL_EVENT, SL_EVENT_CONFERENCE, SL_STR("icpc")),
        entity_of(SL_EVENT, SL_EVENT_CRIME, SL_STR("crime")),
        entity_of(SL_LOCATION, 0, SL_STR("home")),
    };
    const struct sl_link links[] = {
        link_of(SL_STR("child"), SL_ROLE_SUBJECT, SL_STR("icpc")),
        link_of(SL_STR("child"), SL_ROLE_VICTIM, SL_STR("crime")),
        link_of(SL_STR("child"), SL_ROLE_LIVES_AT, SL_STR("home")),
        link_of(SL_STR("mum"), SL_ROLE_MOTHER, SL_STR("child")),
        link_of(SL_STR("child"), SL_ROLE_SUBJECT, SL_STR("visit")),
    };
    for (size_t i = 0; i < 4; i++) {
        SL_CHECK_OK(sl_facts_entity(facts, entities[i], NULL), NULL);
        SL_CHECK_OK(sl_facts_text(facts, SL_ATTRIBUTE_SURNAME, SL_STR("x"), NULL), NULL);
        SL_CHECK_OK(sl_facts_text(facts, SL_ATTRIBUTE_ADDRESS, SL_STR("y"), NULL), NULL);
    }
    for (size_t i = 0; i < 5; i++) {
        SL_CHECK_OK(sl_facts_link(facts, links[i], NULL), NULL);
    }
}

/* Told facts in a few letters: entities with the attributes they have, then links. */
static void describe(const struct sl_facts *facts, struct sl_buf *out)
{
    for (size_t i = 0; i < facts->entity_count; i++) {
        const struct sl_entity *entity = &facts->entities[i];
        sl_buf_addf(out, "%.*s(", SL_STR_ARG(entity->key));
        for (size_t j = 0; j < entity->value_count; j++) {
            const enum sl_attribute attribute = facts->values[entity->first_value + j].attribute;
            sl_buf_add_byte(out, attribute == SL_ATTRIBUTE_SURNAME ? 's' : 'a');
        }
        sl_buf_add(out, SL_STR(") "));
    }
    for (size_t i = 0; i < facts->link_count; i++) {
        sl_buf_addf(
            out,
            "%.*s-%.*s ",
            SL_STR_ARG(facts->links[i].from_key),
            SL_STR_ARG(facts->links[i].to_key)
        );
    }
}

static enum sl_key_sight all_hidden(void *context, struct sl_str key)
{
    (void)context;
    (void)key;
    return SL_KEY_HIDDEN;
}

static enum sl_key_sight visit_shown(void *context, struct sl_str key)
{
    (void)context;
    return sl_str_equal(key, SL_STR("visit")) ? SL_KEY_SHOWN : SL_KEY_UNKNOWN;
}

struct row {
    const char *agency;
    struct sl_reader_item item;
    sl_key_sight_fn *key_sight;
    const char *shown;
};

static void check_row(const struct row *row)
{
    const struct sl_str holders[] = { SL_STR("bury"), SL_STR("gmp") };
    struct partners partners;
    struct sl_reader reader;
    struct sl_facts facts, shown;
    struct sl_error err;
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    partners_open(&partners, sl_str_from(row->agency), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    SL_CHECK_OK(
        sl_reader_init(&reader, &asking, holders, HOLDER_COUNT, &partners.arena, &err), &err
    );
    sl_facts_init(&facts, &partners.arena);
    sl_facts_init(&shown, &partners.arena);
    tell(&facts);
    const struct sl_facts_asked asked = { .item = &row->item,
                                          .facts = &facts,
                                          .key_sight = row->key_sight };
    SL_CHECK_OK(sl_facts_show(&reader, &asked, &shown, &err), &err);
    describe(&shown, &out);
    sl_buf_add(&out, SL_STR(""));
    SL_CHECK_STR(sl_buf_str(&out), row->shown);
    sl_buf_finish(&out);
    sl_arena_finish(&partners.arena);
}

static void test_rows(void **state)
{
    const uint8_t team = 1u << SL_USER_TIE_TEAM;
    /* clang-format off */
    const struct row rows[] = {
        /* The own agency's: everything, with a relationship. */
        { "bury", { .holder = BURY, .ties = team }, NULL,
          "child(sa) icpc(sa) crime(sa) home(sa) child-icpc child-crime child-home mum-child "
          "child-visit " },
        { "bury", { .holder = BURY }, NULL, "" },
        { "bury", { .holder = BURY, .ties = team }, all_hidden,
          "child(sa) icpc(sa) crime(sa) home(sa) child-icpc child-crime child-home " },
        { "bury", { .holder = BURY, .ties = team, .seal = SL_SEAL_CLOSED }, NULL, "" },
        /* Another's: what the agreement shares, without addresses; of other events nothing. */
        { "bolton", { .holder = BURY, .ties = team }, NULL,
          "child(s) icpc(s) home(s) child-icpc child-home mum-child " },
        { "bolton", { .holder = BURY, .ties = team }, visit_shown,
          "child(s) icpc(s) home(s) child-icpc child-home mum-child child-visit " },
        { "bolton",
          { .holder = BURY, .ties = team, .withheld = SL_SHARE_BIT(SL_ATTRIBUTE_SURNAME) }, NULL,
          "child() icpc() home() child-icpc child-home mum-child " },
        { "bolton", { .holder = GMP, .ties = team }, NULL, "" },
        { "gmp", { .holder = BURY, .ties = team }, NULL, "" },
        { "gmp", { .holder = BURY, .glass = true }, NULL,
          "child(sa) icpc(sa) home(sa) child-icpc child-home mum-child " },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        check_row(&rows[i]);
    }
}

/* An arena that ends at every byte. */
static void test_no_memory(void **state)
{
    const struct sl_str holders[] = { SL_STR("bury"), SL_STR("gmp") };
    const struct sl_reader_item item = { .holder = BURY, .ties = 1u << SL_USER_TIE_TEAM };
    enum sl_status status = SL_NO_MEMORY;
    struct partners partners;
    struct sl_reader reader;
    struct sl_facts facts;
    (void)state;
    partners_open(&partners, SL_STR("bury"), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    SL_CHECK_OK(
        sl_reader_init(&reader, &asking, holders, HOLDER_COUNT, &partners.arena, NULL), NULL
    );
    sl_facts_init(&facts, &partners.arena);
    tell(&facts);
    const struct sl_facts_asked asked = { .item = &item, .facts = &facts };
    for (size_t limit = 0; status != SL_OK; limit += 64) {
        struct sl_arena arena;
        struct sl_facts shown;
        sl_arena_init(&arena, limit);
        sl_facts_init(&shown, &arena);
        status = sl_facts_show(&reader, &asked, &shown, NULL);
        assert_true(status == SL_OK || status == SL_NO_MEMORY);
        assert_true(limit < 65536);
        sl_arena_finish(&arena);
    }
    sl_arena_finish(&partners.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("sharing/shown_facts", tests, NULL, NULL);
}
