/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/view.h"

#include <unistd.h>

#include "logbook/damage.h"

static struct sl_view *open_view(struct fixture *fixture)
{
    struct sl_view *view = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_view_open(fixture->path, &fixture->signer.verifier, &view, &err), &err);
    return view;
}

/* Proofs of some entries of a ledger whose tree has three levels of tiles. */
static void proofs(void **state)
{
    static const uint64_t indexes[] = { 0, 1, 255, 256, 40000, 65535, 65536, 69999 };
    struct fixture *fixture = *state;
    struct sl_proof proof;
    struct sl_digest leaf;
    struct sl_error err;

    fixture_fill(fixture, 65536);
    struct sl_view *view = open_view(fixture);
    const struct sl_tree_head before = sl_view_checkpoint(view)->head;
    sl_view_close(view);
    fixture_fill(fixture, 4464);
    view = open_view(fixture);
    const struct sl_tree_head head = sl_view_checkpoint(view)->head;
    SL_CHECK_OK(sl_view_check_root(view, &err), &err);
    for (size_t i = 0; i < sizeof indexes / sizeof indexes[0]; i++) {
        SL_CHECK_OK(sl_view_hash(view, 0, indexes[i], &leaf, &err), &err);
        SL_CHECK_OK(
            sl_proof_of_entry(indexes[i], head.count, sl_view_hash, view, &proof, &err), &err
        );
        assert_true(sl_proof_check_entry(&proof, &leaf, indexes[i], head.count, &head.root));
    }
    SL_CHECK_OK(
        sl_proof_of_growth(before.count, head.count, sl_view_hash, view, &proof, &err), &err
    );
    assert_true(sl_proof_check_growth(&proof, &before, &head));
    assert_true(sl_str_starts(sl_view_note(view), SL_STR("ledger.example.org\n70000\n")));
    assert_string_equal(sl_view_verifier(view)->name, "ledger.example.org");
    sl_view_close_ptr(&view);
    sl_view_close(NULL);
}

struct seen {
    uint64_t count, first, last, in_journal, left;
};

static enum sl_status see(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct seen *seen = context;
    struct sl_str subject;
    struct sl_str detail;

    if (seen->left == 0) {
        return sl_fail(err, SL_LIMIT, "enough");
    }
    seen->left--;
    seen->first = seen->count == 0 ? entry->index : seen->first;
    seen->last = entry->index;
    seen->in_journal += entry->is_published ? 0 : 1;
    seen->count++;
    SL_CHECK_I64(entry->entry.when_us, BOOK_BEGIN + (int64_t)entry->index);
    assert_true(sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail));
    SL_CHECK_STR(detail, "visit");
    return SL_OK;
}

static void
check_seen(struct sl_view *view, uint64_t first, uint64_t last, uint64_t count, uint64_t in_journal)
{
    struct seen seen = { .left = UINT64_MAX };
    struct sl_error err;

    SL_CHECK_OK(sl_view_each(view, first, last, see, &seen, &err), &err);
    SL_CHECK_U64(seen.count, count);
    SL_CHECK_U64(seen.in_journal, in_journal);
    SL_CHECK_U64(seen.first, count == 0 ? 0 : first);
}

static void entries(void **state)
{
    struct fixture *fixture = *state;
    struct seen seen = { .left = 5 };
    struct sl_error err;

    fixture_fill(fixture, 300);
    fixture_open(fixture);
    fixture_add(fixture, 10);
    fixture_add(fixture, 5);
    struct sl_view *view = open_view(fixture);
    check_seen(view, 0, UINT64_MAX, 315, 15);
    check_seen(view, 250, 260, 10, 0);
    check_seen(view, 299, 301, 2, 1);
    check_seen(view, 315, 400, 0, 0);
    SL_CHECK_STATUS(sl_view_each(view, 0, 9, see, &seen, &err), SL_LIMIT);
    seen.left = 3;
    SL_CHECK_STATUS(sl_view_each(view, 298, 309, see, &seen, &err), SL_LIMIT);
    sl_view_close(view);
    /* Published while the view was open: what the journal said is still there. */
    view = open_view(fixture);
    SL_CHECK_OK(sl_logbook_publish(fixture->book, &err), &err);
    check_seen(view, 0, UINT64_MAX, 315, 15);
    sl_view_close(view);
}

static void not_a_ledger(void **state)
{
    struct fixture *fixture = *state;
    struct sl_view *view = NULL;
    struct seen seen = { .left = UINT64_MAX };
    struct sl_error err;
    struct sl_digest hash;

    fixture_fill(fixture, 300);
    SL_CHECK_STATUS(sl_view_open("/no/such", NULL, &view, &err), SL_IO);
    SL_CHECK_STATUS(sl_view_open(fixture->folder.path, NULL, &view, &err), SL_INVALID);
    view = open_view(fixture);
    damage_write(fixture, "private/000", SL_STR("short"));
    SL_CHECK_STATUS(sl_view_each(view, 0, 9, see, &seen, &err), SL_INVALID);
    assert_int_equal(unlink(damage_path(fixture, "private/000")), 0);
    SL_CHECK_STATUS(sl_view_each(view, 0, 9, see, &seen, &err), SL_INVALID);
    damage_flip(fixture, "tile/0/001.p/44", 9);
    SL_CHECK_STATUS(sl_view_check_root(view, &err), SL_INVALID);
    damage_write(fixture, "tile/0/000", SL_STR("short"));
    SL_CHECK_STATUS(sl_view_hash(view, 0, 3, &hash, &err), SL_INVALID);
    assert_int_equal(unlink(damage_path(fixture, "tile/0/000")), 0);
    SL_CHECK_STATUS(sl_view_hash(view, 0, 3, &hash, &err), SL_INVALID);
    sl_view_close(view);
    damage_flip(fixture, "checkpoint", (size_t)8 * 30);
    SL_CHECK_STATUS(sl_view_open(fixture->path, NULL, &view, &err), SL_INVALID);
}

static enum sl_status view_once(void *context)
{
    struct fixture *fixture = context;
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    struct seen seen = { .left = UINT64_MAX };

    SL_TRY(sl_view_open(fixture->path, NULL, &view, NULL));
    SL_TRY(sl_view_check_root(view, NULL));
    return sl_view_each(view, 0, 9, see, &seen, NULL);
}

static void no_memory(void **state)
{
    struct fixture *fixture = *state;

    fixture_fill(fixture, 300);
    assert_true(sl_test_failing_allocations(view_once, fixture) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOOK_TEST(proofs), BOOK_TEST(entries), BOOK_TEST(not_a_ledger), BOOK_TEST(no_memory)
    };
    return cmocka_run_group_tests_name("logbook/view", tests, NULL, NULL);
}
