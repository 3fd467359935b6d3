/* SPDX-License-Identifier: Apache-2.0 */
#include "link/neighbour_name.h"
#include "support/support.h"

static void test_equal_forms_have_equal_hashes(void **state)
{
    (void)state;
    const struct sl_name_forms muhammad = sl_name_forms_find(SL_STR("muhammad"));
    const struct sl_name_forms mohammed = sl_name_forms_find(SL_STR("mohammed"));
    assert_true(muhammad.spelling != 0);
    SL_CHECK_U64(muhammad.spelling, mohammed.spelling);
    SL_CHECK_U64(muhammad.cores[0], 0); /* it is its own core */
    const struct sl_name_forms ali = sl_name_forms_find(SL_STR("muhammad ali"));
    const struct sl_name_forms other = sl_name_forms_find(SL_STR("mohammed ali"));
    assert_true(ali.cores[0] != 0);
    SL_CHECK_U64(ali.cores[0], other.cores[0]);
    SL_CHECK_U64(ali.cores[0], sl_name_form_hash(SL_STR("ali"), SL_NAME_CORE));
    const struct sl_name_forms ska = sl_name_forms_find(SL_STR("kowalska"));
    SL_CHECK_U64(ska.cores[1], sl_name_form_hash(SL_STR("kowalski"), SL_NAME_CORE + 1));
}

static void test_kinds_have_hashes_of_their_own(void **state)
{
    (void)state;
    for (unsigned kind = SL_NAME_WHOLE; kind < SL_NAME_SPELT; kind++) {
        assert_true(
            sl_name_form_hash(SL_STR("ali"), kind) != sl_name_form_hash(SL_STR("ali"), kind + 1)
        );
    }
    assert_true(
        sl_name_initial_hash('j', 7, SL_NAME_INITIAL) != sl_name_initial_hash('j', 7, SL_NAME_SPELT)
    );
    assert_true(
        sl_name_initial_hash('j', 7, SL_NAME_INITIAL) !=
        sl_name_initial_hash('k', 7, SL_NAME_INITIAL)
    );
}

/* How often a name is found under a form. */
static size_t count_filed(const struct sl_keys *keys, uint64_t hash, uint32_t wanted)
{
    struct sl_keys_walk walk = sl_keys_find(keys, hash);
    uint32_t name;
    size_t count = 0;
    while (sl_keys_next(&walk, &name)) {
        count += name == wanted;
    }
    return count;
}

static void check_filed(bool searched)
{
    const struct sl_str names[] = {
        SL_STR("john smith"), SL_STR("j smith"), SL_STR("mohammed"), SL_STR("kowalska")
    };
    const struct sl_neighbour_source source = { .family = SL_FAMILY_NAME,
                                                .values = names,
                                                .count = 4 };
    struct sl_name_index index = { .searched = searched };
    SL_CHECK_OK(sl_name_index_fill(&index, &source, 2, NULL), NULL);
    SL_CHECK_U64(index.blank_count, 2);
    for (uint32_t name = 0; name < 4; name++) {
        const uint64_t whole = sl_name_form_hash(names[name], SL_NAME_WHOLE);
        SL_CHECK_U64(count_filed(&index.by_form, whole, name), 1);
        const uint64_t letters = sl_value_letters_hash(names[name]);
        SL_CHECK_U64(count_filed(&index.by_form, letters, name), name < 2 ? 1 : 0);
    }
    const uint64_t rest = sl_name_rest_sum(&index.values, 0);
    SL_CHECK_U64(rest, sl_name_rest_sum(&index.values, 1));
    SL_CHECK_STR(sl_name_first_word(&index.values, 1), "j");
    const uint64_t initial = sl_name_initial_hash('j', rest, SL_NAME_INITIAL);
    const uint64_t spelt = sl_name_initial_hash('j', rest, SL_NAME_SPELT);
    SL_CHECK_U64(count_filed(&index.by_form, initial, 1), 1);
    SL_CHECK_U64(count_filed(&index.by_form, spelt, 0), searched ? 1 : 0);
    SL_CHECK_U64(count_filed(&index.by_form, index.forms[2].spelling, 2), searched ? 1 : 0);
    SL_CHECK_U64(count_filed(&index.by_form, index.forms[3].cores[1], 3), 1);
    sl_name_index_finish(&index);
}

static void test_filed_for_a_join(void **state)
{
    (void)state;
    check_filed(false);
}

static void test_filed_for_searching(void **state)
{
    (void)state;
    check_filed(true);
}

static enum sl_status fill_once(void *context)
{
    struct sl_name_index index = { .searched = true };
    const enum sl_status status = sl_name_index_fill(&index, context, 1, NULL);
    sl_name_index_finish(&index);
    return status;
}

static void test_failing_allocations(void **state)
{
    const struct sl_str names[] = { SL_STR("john smith"), SL_STR("j smith") };
    struct sl_neighbour_source source = { .family = SL_FAMILY_NAME, .values = names, .count = 2 };
    (void)state;
    assert_true(sl_test_failing_allocations(fill_once, &source) >= 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_forms_have_equal_hashes),
        cmocka_unit_test(test_kinds_have_hashes_of_their_own),
        cmocka_unit_test(test_filed_for_a_join),
        cmocka_unit_test(test_filed_for_searching),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
