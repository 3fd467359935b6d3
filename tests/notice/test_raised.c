/* SPDX-License-Identifier: Apache-2.0 */
#include "notice/raised.h"

#include "example.h"

static void puts_proofs_in_order_once(void **state)
{
    struct sl_raised_proof proofs[] = {
        {7,  2},
        { 5, 9},
        { 7, 2},
        { 3, 2},
        { 5, 9}
    };
    (void)state;

    SL_CHECK_U64(sl_raised_order(proofs, 5), 3);
    SL_CHECK_I64(proofs[0].mark, 2);
    SL_CHECK_I64(proofs[0].record, 3);
    SL_CHECK_I64(proofs[1].record, 7);
    SL_CHECK_I64(proofs[2].mark, 9);
    SL_CHECK_U64(sl_raised_order(proofs, 0), 0);
}

static void evidence_stays_when_a_record_is_corrected(void **state)
{
    const struct sl_raised_proof before[] = {
        {3,  2},
        { 5, 9}
    };
    const struct sl_raised_proof after[] = {
        {3,   2},
        { 8,  2},
        { 50, 9}
    };
    const struct sl_raised_proof more[] = {
        {3,  2 },
        { 5, 9 },
        { 6, 10}
    };
    const struct sl_digest first = sl_raised_evidence(before, 2);
    const struct sl_digest second = sl_raised_evidence(after, 3);
    const struct sl_digest third = sl_raised_evidence(more, 3);
    (void)state;

    assert_true(sl_digest_equal(&first, &second));
    assert_false(sl_digest_equal(&first, &third));
}

/* The digest is kept for ever: it must not change. Computed by another program: SHA-256 of the
   sixteen bytes 02 00 00 00 00 00 00 00 09 00 00 00 00 00 00 00. */
static void evidence_is_the_same_for_ever(void **state)
{
    const struct sl_raised_proof proofs[] = {
        {3,  2},
        { 5, 9}
    };
    const struct sl_digest digest = sl_raised_evidence(proofs, 2);
    struct sl_buf text;
    (void)state;

    sl_buf_init(&text, 100);
    sl_digest_print(&digest, &text);
    SL_CHECK_STR(
        sl_buf_str(&text), "180e670e7c8fc77aa88af299327b48f8e5a391d54db7e515653a977e4c435c71"
    );
    sl_buf_finish(&text);
}

static void counts_what_is_new(void **state)
{
    const struct sl_raised_proof proofs[] = {
        {3,  2 },
        { 4, 2 },
        { 5, 9 },
        { 6, 10}
    };
    const struct sl_raised_proof known[] = {
        {1,  1},
        { 2, 9}
    };
    (void)state;

    SL_CHECK_U64(sl_raised_new(proofs, 4, known, 2), 2);
    SL_CHECK_U64(sl_raised_new(proofs, 4, proofs, 4), 0);
    SL_CHECK_U64(sl_raised_new(proofs, 4, NULL, 0), 3);
    SL_CHECK_U64(sl_raised_new(NULL, 0, known, 2), 0);
}

static void subjects_have_names(void **state)
{
    (void)state;

    SL_CHECK_STR(sl_raised_subject_terms()[SL_RAISED_GROUP].name, "group");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_proofs_in_order_once),
        cmocka_unit_test(evidence_stays_when_a_record_is_corrected),
        cmocka_unit_test(evidence_is_the_same_for_ever),
        cmocka_unit_test(counts_what_is_new),
        cmocka_unit_test(subjects_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
