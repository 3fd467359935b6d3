/* SPDX-License-Identifier: Apache-2.0 */
#include "store/withheld.h"

#include "record/entity_key.h"
#include "sharing/share_kind.h"
#include "store/fixture.h"
#include "store/membership.h"
#include "store/mention.h"

#define ADDRESS  SL_SHARE_BIT(SL_ATTRIBUTE_ADDRESS)
#define POSTCODE SL_SHARE_BIT(SL_ATTRIBUTE_POSTCODE)

static struct sl_store_withheld withheld_of(struct store_fixture *fixture, const char *key)
{
    return (struct sl_store_withheld){
        .source = fixture->source,
        .key = sl_str_from(key),
        .fields = ADDRESS | POSTCODE,
        .reason = SL_STR("the mother has fled"),
        .withheld = {SL_STR("sue"), 5},
    };
}

static void withheld_and_told_again(void **state)
{
    struct store_fixture *fixture = *state;
    const struct sl_store_withheld withheld = withheld_of(fixture, "nominal/1");
    const struct sl_stamp stamp = { SL_STR("pat"), 9 };
    struct sl_store_withheld back;
    struct sl_error err;
    int64_t id = 0;
    int64_t other = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_withheld_add(fixture->store, &withheld, &id, &err), &err);
    SL_CHECK_STATUS(sl_store_withheld_add(fixture->store, &withheld, &other, &err), SL_INVALID);
    assert_true(err.hint[0] != '\0');
    SL_CHECK_OK(sl_store_withheld_end(fixture->store, id, &stamp, &err), &err);
    SL_CHECK_STATUS(sl_store_withheld_end(fixture->store, id, &stamp, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_withheld_add(fixture->store, &withheld, &other, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    SL_CHECK_OK(sl_store_withheld_next(fixture->store, 0, &fixture->arena, &back, &err), &err);
    SL_CHECK_U64(back.fields, ADDRESS | POSTCODE);
    SL_CHECK_STR(back.reason, "the mother has fled");
    SL_CHECK_STR(back.withheld.by, "sue");
    SL_CHECK_STR(back.ended.by, "pat");
    SL_CHECK_OK(sl_store_withheld_next(fixture->store, id, &fixture->arena, &back, &err), &err);
    SL_CHECK_I64(back.ended.at, 0);
    SL_CHECK_STATUS(
        sl_store_withheld_next(fixture->store, other, &fixture->arena, &back, &err), SL_NOT_FOUND
    );
    store_check_sound(fixture->store);
}

static void it_goes_for_whoever_the_mention_is(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_withheld second = withheld_of(fixture, "nominal/2");
    const struct sl_store_withheld nobody = withheld_of(fixture, "nominal/9");
    const struct sl_store_withheld first = withheld_of(fixture, "nominal/1");
    struct sl_withheld_book book;
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    second.fields = SL_SHARE_BIT(SL_ATTRIBUTE_PHONE);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    for (int64_t i = 1; i <= 2; i++) {
        const struct sl_stored_mention mention = {
            .id = i * 1024,
            .source = fixture->source,
            .key = i == 1 ? SL_STR("nominal/1") : SL_STR("nominal/2"),
        };
        const struct sl_membership member = { .mention = i * 1024, .identity = 1024 };
        SL_CHECK_OK(sl_store_mention_put(fixture->store, &mention, &err), &err);
        SL_CHECK_OK(
            sl_store_mention_key_add(
                fixture->store, sl_entity_hash(fixture->source, mention.key), mention.id, &err
            ),
            &err
        );
        SL_CHECK_OK(sl_store_membership_put(fixture->store, &member, &err), &err);
    }
    SL_CHECK_OK(sl_store_withheld_add(fixture->store, &first, &id, &err), &err);
    SL_CHECK_OK(sl_store_withheld_add(fixture->store, &second, &id, &err), &err);
    SL_CHECK_OK(sl_store_withheld_add(fixture->store, &nobody, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);

    SL_CHECK_OK(sl_store_withheld_book(fixture->store, &fixture->arena, &book, &err), &err);
    SL_CHECK_U64(
        sl_withheld_book_fields(&book, 1024, SL_STR("police")), first.fields | second.fields
    );
    SL_CHECK_U64(sl_withheld_book_fields(&book, 1024, SL_STR("bolton")), 0);
    SL_CHECK_U64(sl_withheld_book_fields(&book, 2048, SL_STR("police")), 0);
    SL_CHECK_U64(sl_withheld_book_fields(&book, 0, SL_STR("police")), nobody.fields);
    SL_CHECK_U64(sl_withheld_book_fields(NULL, 1024, SL_STR("police")), SL_SHARE_ALL_FIELDS);
}

static void what_does_not_fit_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_withheld withheld = withheld_of(fixture, "k");
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    withheld.fields = 0;
    SL_CHECK_STATUS(sl_store_withheld_add(fixture->store, &withheld, &id, &err), SL_INVALID);
    withheld.fields = UINT64_MAX;
    SL_CHECK_STATUS(sl_store_withheld_add(fixture->store, &withheld, &id, &err), SL_INVALID);
    withheld = withheld_of(fixture, "k");
    withheld.reason = SL_STR("");
    SL_CHECK_STATUS(sl_store_withheld_add(fixture->store, &withheld, &id, &err), SL_INVALID);
    withheld = withheld_of(fixture, "k");
    withheld.withheld.by = SL_STR("eve");
    SL_CHECK_STATUS(sl_store_withheld_add(fixture->store, &withheld, &id, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(withheld_and_told_again),
        STORE_TEST(it_goes_for_whoever_the_mention_is),
        STORE_TEST(what_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
