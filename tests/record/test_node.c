/* SPDX-License-Identifier: Apache-2.0 */
#include "record/node.h"

#include "base/memory.h"
#include "support/support.h"

struct fixture {
    struct sl_arena arena;
    struct sl_facts facts;
    struct sl_fold *fold;
    struct sl_buf form, scratch, told;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){ .fold = NULL };
    sl_arena_init(&fixture.arena, (size_t)1 << 20);
    sl_facts_init(&fixture.facts, &fixture.arena);
    sl_buf_init(&fixture.form, 1000);
    sl_buf_init(&fixture.scratch, 1000);
    sl_buf_init(&fixture.told, 1000);
    *state = &fixture;
    return sl_fold_open(&fixture.fold, NULL) == SL_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    sl_fold_close(fixture->fold);
    sl_arena_finish(&fixture->arena);
    sl_buf_finish(&fixture->form);
    sl_buf_finish(&fixture->scratch);
    sl_buf_finish(&fixture->told);
    return 0;
}

static void begin(struct fixture *fixture, enum sl_entity_class class, unsigned kind)
{
    const struct sl_entity entity = { .class = class, .kind = kind, .key = SL_STR("x/1") };
    sl_facts_init(&fixture->facts, &fixture->arena);
    SL_CHECK_OK(sl_facts_entity(&fixture->facts, entity, NULL), NULL);
}

static void say(struct fixture *fixture, enum sl_attribute attribute, const char *text)
{
    SL_CHECK_OK(sl_facts_text(&fixture->facts, attribute, sl_str_from(text), NULL), NULL);
}

static enum sl_status
note_node(void *context, enum sl_node_kind kind, struct sl_str form, struct sl_error *err)
{
    struct fixture *fixture = context;
    sl_buf_addf(&fixture->told, "%s", fixture->told.len > 0 ? "|" : "");
    sl_buf_add(&fixture->told, sl_node_kind_terms()[kind].name);
    sl_buf_addf(&fixture->told, ":%.*s", SL_STR_ARG(form));
    return sl_buf_status(&fixture->told, err);
}

static enum sl_status tell(struct fixture *fixture, struct sl_error *err)
{
    const struct sl_node_finder finder = {
        .fold = fixture->fold,
        .form = &fixture->form,
        .scratch = &fixture->scratch,
        .told = note_node,
        .context = fixture,
    };
    sl_buf_clear(&fixture->told);
    return sl_nodes_tell(&finder, &fixture->facts, &fixture->facts.entities[0], err);
}

static void check(struct fixture *fixture, const char *expected)
{
    SL_CHECK_OK(tell(fixture, NULL), NULL);
    SL_CHECK_STR(sl_buf_str(&fixture->told), expected);
}

static void a_person_has_phones_and_addresses(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_PERSON, 0);
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    say(fixture, SL_ATTRIBUTE_PHONE, "unknown");
    say(fixture, SL_ATTRIBUTE_PHONE, "");
    say(fixture, SL_ATTRIBUTE_EMAIL, "Jay@Example.org");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "Flat 3, 12 High Street");
    say(fixture, SL_ATTRIBUTE_POSTCODE, "M13 9PL");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "The Old Mill, Salford");
    check(
        fixture,
        "phone:07700900123|email:jay@example.org|address:m139pl 3 12|address: the old mill salford"
    );
}

static void the_only_postcode_may_stand_first(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_LOCATION, SL_LOCATION_ADDRESS);
    say(fixture, SL_ATTRIBUTE_POSTCODE, "M13 9PL");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "12 High Street, M13 9PL");
    check(fixture, "address:m139pl 12");
    begin(fixture, SL_LOCATION, SL_LOCATION_ADDRESS);
    say(fixture, SL_ATTRIBUTE_POSTCODE, "M13 9PL");
    check(fixture, "");
}

static void numbers_of_one_person_can_be_looked_up(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_PERSON, 0);
    say(fixture, SL_ATTRIBUTE_PNC_ID, "12/123456A");
    say(fixture, SL_ATTRIBUTE_OTHER_ID, "A-0042");
    say(fixture, SL_ATTRIBUTE_FORMER_UPN, "A801200001001");
    say(fixture, SL_ATTRIBUTE_NHS_NUMBER, "943 476 5919");
    check(fixture, "number:120123456a|number:a0042|number:a801200001001");
}

static void postcodes_may_stand_behind_all_addresses(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_PERSON, 0);
    say(fixture, SL_ATTRIBUTE_ADDRESS, "12 High Street");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "5 Low Street");
    say(fixture, SL_ATTRIBUTE_POSTCODE, "M13 9PL");
    say(fixture, SL_ATTRIBUTE_POSTCODE, "OL1 1AA");
    check(fixture, "address:m139pl 12|address:ol11aa 5");
}

static void a_place_is_its_name_without_an_address(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_LOCATION, SL_LOCATION_PLACE);
    say(fixture, SL_ATTRIBUTE_PLACE_NAME, "Piccadilly Gardens");
    check(fixture, "place:piccadilly gardens");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "1 Market Street");
    check(fixture, "address: 1 market st");
}

static void objects_are_their_marks(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_OBJECT, SL_OBJECT_VEHICLE);
    say(fixture, SL_ATTRIBUTE_REGISTRATION, "AB12 CDE");
    check(fixture, "vehicle:ab12cde");
    begin(fixture, SL_OBJECT, SL_OBJECT_PHONE);
    say(fixture, SL_ATTRIBUTE_PHONE, "+44 7700 900123");
    check(fixture, "phone:07700900123");
    begin(fixture, SL_OBJECT, SL_OBJECT_ACCOUNT);
    say(fixture, SL_ATTRIBUTE_HANDLE, "@Jay_01");
    say(fixture, SL_ATTRIBUTE_PLATFORM, "Insta");
    check(fixture, "account:instagram jay_01");
    begin(fixture, SL_OBJECT, SL_OBJECT_DEVICE);
    say(fixture, SL_ATTRIBUTE_DEVICE_ID, "IMEI-00 12");
    check(fixture, "device:imei0012");
    begin(fixture, SL_OBJECT, SL_OBJECT_OTHER);
    say(fixture, SL_ATTRIBUTE_DEVICE_ID, "1");
    check(fixture, "");
    begin(fixture, SL_EVENT, SL_EVENT_CRIME);
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    check(fixture, "");
}

/* Stored, so never another; and the same text as another kind is another node. */
static void ids_stay_what_they_are(void **state)
{
    (void)state;
    SL_CHECK_I64(sl_node_id(SL_NODE_PHONE, SL_STR("07700900123")), INT64_C(1338949578689416697));
    assert_true(sl_node_id(SL_NODE_PHONE, SL_STR("1")) != sl_node_id(SL_NODE_DEVICE, SL_STR("1")));
}

static enum sl_status tell_anew(void *context)
{
    struct fixture *fixture = context;
    sl_buf_finish(&fixture->form);
    sl_buf_finish(&fixture->scratch);
    sl_buf_finish(&fixture->told);
    sl_buf_init(&fixture->form, 1000);
    sl_buf_init(&fixture->scratch, 1000);
    sl_buf_init(&fixture->told, 1000);
    const enum sl_status status = tell(fixture, NULL);
    sl_buf_finish(&fixture->form);
    sl_buf_finish(&fixture->scratch);
    sl_buf_finish(&fixture->told);
    return status;
}

static void memory_may_run_out(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_PERSON, 0);
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    say(fixture, SL_ATTRIBUTE_ADDRESS, "12 High Street");
    assert_true(sl_test_failing_allocations(tell_anew, fixture) > 1);
}

static void what_is_told_may_fail(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture, SL_PERSON, 0);
    say(fixture, SL_ATTRIBUTE_PHONE, "07700 900123");
    sl_buf_finish(&fixture->told);
    sl_buf_init(&fixture->told, 3);
    SL_CHECK_STATUS(tell(fixture, NULL), SL_LIMIT);
}

int main(void)
{
#define NODE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        NODE_TEST(a_person_has_phones_and_addresses),
        NODE_TEST(the_only_postcode_may_stand_first),
        NODE_TEST(numbers_of_one_person_can_be_looked_up),
        NODE_TEST(postcodes_may_stand_behind_all_addresses),
        NODE_TEST(a_place_is_its_name_without_an_address),
        NODE_TEST(objects_are_their_marks),
        NODE_TEST(ids_stay_what_they_are),
        NODE_TEST(memory_may_run_out),
        NODE_TEST(what_is_told_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
