/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/hash.h"
#include "example.h"

#define CONFIRMED 20600

/* Compile texts; the policy and what it points to live in the arena. */
static enum sl_status compile(
    const char *const *texts,
    size_t count,
    struct sl_arena *arena,
    struct sl_policy *ret_policy,
    struct sl_error *err
)
{
    struct sl_sharing_document *documents = sl_arena_alloc(arena, count, sizeof(*documents));
    for (size_t i = 0; i < count; i++) {
        documents[i] = example_read(texts[i], arena);
    }
    return sl_policy_compile(documents, count, CONFIRMED, arena, ret_policy, err);
}

static void
check_refused(const char *const *texts, size_t count, enum sl_status status, const char *message)
{
    struct sl_policy policy = { .state = SL_POLICY_MISSING };
    struct sl_error err;
    struct sl_arena arena;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_STATUS(compile(texts, count, &arena, &policy, &err), status);
    SL_CHECK_STR(sl_str_from(err.message), message);
    SL_CHECK_U64(policy.state, SL_POLICY_MISSING);
    sl_arena_finish(&arena);
}

#define SMALL(id, version, title)                                                           \
    "format: sightline-agreement-1\nid: " id "\nversion: " version "\ntitle: " title        \
    "\nvalid: {from: 2026-04-01, until: 2027-03-31}\nparties: {b: B, a: A}\n"               \
    "shares: [{of: [b], to: [a], direction: one_way, purposes: [care], level: existence,\n" \
    "kinds: [crime]}]\n"
#define REVOKE(id, version, on, by)                                                                \
    "format: sightline-revocation-1\nagreement: " id "\nversion: " version "\non: " on "\nby: " by \
    "\nreason: r\n"

static void test_refused(void **state)
{
    const char *const twice[] = { SMALL("x", "1", "t"), SMALL("x", "1", "u") };
    const char *const unknown[] = { SMALL("x", "1", "t"), REVOKE("x", "2", "2026-05-01", "a") };
    const char *const other[] = { SMALL("x", "1", "t"), REVOKE("y", "1", "2026-05-01", "a") };
    const char *const stranger[] = { SMALL("x", "1", "t"), REVOKE("x", "1", "2026-05-01", "c") };
    (void)state;
    check_refused(twice, 2, SL_INVALID, "version 1 of agreement 'x' stands twice");
    check_refused(unknown, 2, SL_INVALID, "version 2 of agreement 'x' is revoked and is not there");
    check_refused(other, 2, SL_INVALID, "version 1 of agreement 'y' is revoked and is not there");
    check_refused(stranger, 2, SL_INVALID, "'c' revokes agreement 'x' and is no party of it");
}

/* The highest version counts; a revocation reaches versions up to its own, the first day wins. */
static void test_versions(void **state)
{
    /* clang-format off */
    static const struct {
        const char *texts[4];
        size_t count;
        const char *until;
        int32_t version;
        bool revoked;
    } rows[] = {
        { { SMALL("x", "1", "t"), SMALL("x", "3", "t"), SMALL("x", "2", "t") }, 3,
          "2027-03-31", 3, false },
        { { SMALL("x", "3", "t"), REVOKE("x", "3", "2026-05-01", "a") }, 2, "2026-04-30", 3,
          true },
        { { REVOKE("x", "1", "2026-05-01", "a"), SMALL("x", "1", "t"), SMALL("x", "2", "t") }, 3,
          "2027-03-31", 2, false },
        { { SMALL("x", "1", "t"), REVOKE("x", "1", "2026-05-03", "a"), REVOKE("x", "1",
            "2026-05-02", "b"), REVOKE("x", "1", "2026-05-04", "b") }, 4, "2026-05-01", 1, true },
        { { SMALL("x", "1", "t"), REVOKE("x", "1", "2028-05-03", "a") }, 2, "2027-03-31", 1,
          false },
        { { SMALL("x", "1", "t"), SMALL("y", "1", "t"), REVOKE("y", "1", "2026-05-03", "a") }, 3,
          "2027-03-31", 1, false },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sl_policy policy;
        struct sl_error err;
        struct sl_arena arena;
        sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
        SL_CHECK_OK(compile(rows[i].texts, rows[i].count, &arena, &policy, &err), &err);
        SL_CHECK_I64(policy.agreements[0].agreement->version, rows[i].version);
        SL_CHECK_I64(policy.agreements[0].valid.until, example_day(rows[i].until));
        assert_true((policy.agreements[0].revocation != NULL) == rows[i].revoked);
        sl_arena_finish(&arena);
    }
}

static struct sl_policy_id id_of(const char *const *texts, size_t count)
{
    struct sl_policy policy;
    struct sl_error err;
    struct sl_arena arena;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(compile(texts, count, &arena, &policy, &err), &err);
    assert_true(sl_policy_is_whole(&policy));
    sl_arena_finish(&arena);
    return policy.id;
}

static bool
same_id(const char *const *left, size_t left_count, const char *const *right, size_t right_count)
{
    const struct sl_policy_id first = id_of(left, left_count);
    const struct sl_policy_id second = id_of(right, right_count);
    return memcmp(&first, &second, sizeof(first)) == 0;
}

/* The id is that of the meaning: not of the order, of spelling, or of what counts no more. */
static void test_id(void **state)
{
    const char *const one[] = { SMALL("x", "2", "t"), SMALL("y", "1", "t") };
    const char *const swapped[] = { SMALL("y", "1", "t"), "---\n" SMALL("x", "2", "'t' # said") };
    const char *const history[] = { SMALL("x", "1", "t"),
                                    SMALL("x", "2", "t"),
                                    SMALL("y", "1", "t") };
    const char *const other[] = { SMALL("x", "2", "t"), SMALL("y", "1", "u") };
    const char *const revoked[] = { SMALL("x", "2", "t"),
                                    SMALL("y", "1", "t"),
                                    REVOKE("y", "1", "2026-05-01", "a") };
    (void)state;
    assert_true(same_id(one, 2, swapped, 2));
    assert_true(same_id(one, 2, history, 3));
    assert_false(same_id(one, 2, other, 2));
    assert_false(same_id(one, 2, revoked, 3));
    assert_false(same_id(one, 2, one, 1));
    assert_false(same_id(one, 1, NULL, 0));
}

static void test_agencies(void **state)
{
    const char *const texts[] = { EXAMPLE_AGREEMENT, SMALL("x", "1", "t") };
    struct sl_policy policy;
    struct sl_error err;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    SL_CHECK_OK(compile(texts, 2, &arena, &policy, &err), &err);
    SL_CHECK_U64(policy.agency_count, 5);
    SL_CHECK_STR(policy.agencies[0], "a");
    SL_CHECK_STR(policy.agencies[4], "gmp");
    for (size_t i = 0; i < policy.agency_count; i++) {
        SL_CHECK_U64(sl_policy_agency(&policy, policy.agencies[i]), i);
    }
    sl_arena_finish(&arena);
}

/* A wide agreement: `party_count` parties, named from `first` on, that all share with all. */
static struct sl_sharing_document wide(
    unsigned number,
    unsigned first,
    unsigned party_count,
    unsigned share_count,
    struct sl_arena *arena
)
{
    struct sl_buf text;
    sl_buf_init(&text, EXAMPLE_LIMIT_BYTES);
    sl_buf_addf(&text, "format: sightline-agreement-1\nid: w%u\nversion: 1\ntitle: t\n", number);
    sl_buf_add(&text, SL_STR("valid: {from: 2026-04-01, until: 2027-03-31}\nparties:\n"));
    for (unsigned i = 0; i < party_count; i++) {
        sl_buf_addf(&text, "  p%u: P\n", first + i);
    }
    sl_buf_add(&text, SL_STR("shares:\n"));
    for (unsigned i = 0; i < share_count; i++) {
        sl_buf_add(
            &text,
            SL_STR("- {of: [all], to: [all], direction: one_way, kinds: [all],\n"
                   "purposes: [safeguarding, investigation, care, data_quality,"
                   " assurance, data_rights], level: existence}\n")
        );
    }
    const struct sl_sharing_document document = example_read(text.ptr, arena);
    sl_buf_finish(&text);
    return document;
}

static void test_limits(void **state)
{
    static struct sl_sharing_document documents[SL_POLICY_DOCUMENT_LIMIT + 1];
    struct sl_policy policy;
    struct sl_error err;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, (size_t)1 << 30);
    SL_CHECK_STATUS(
        sl_policy_compile(documents, SL_POLICY_DOCUMENT_LIMIT + 1, 0, &arena, &policy, &err),
        SL_LIMIT
    );
    for (unsigned i = 0; i < 5; i++) {
        documents[i] = wide(i, i * 52, 52, 1, &arena);
    }
    SL_CHECK_STATUS(sl_policy_compile(documents, 5, 0, &arena, &policy, &err), SL_LIMIT);
    SL_CHECK_STR(sl_str_from(err.message), "more than 256 agencies");
    SL_CHECK_OK(sl_policy_compile(documents, 4, 0, &arena, &policy, &err), &err);
    documents[0] = wide(0, 0, 64, 64, &arena);
    documents[1] = wide(1, 0, 64, 64, &arena);
    SL_CHECK_STATUS(sl_policy_compile(documents, 2, 0, &arena, &policy, &err), SL_LIMIT);
    SL_CHECK_STR(sl_str_from(err.message), "more than 2000000 rules");
    sl_arena_finish(&arena);
}

/* A title that the canonical form cannot hold: built by hand, as none can be read. */
static void test_too_long(void **state)
{
    static char title[5 << 20];
    struct sl_sharing_document document;
    struct sl_policy policy;
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    document = example_read(EXAMPLE_AGREEMENT, &arena);
    memset(title, 'x', sizeof(title));
    document.agreement.title = (struct sl_str){ .ptr = title, .len = sizeof(title) };
    SL_CHECK_STATUS(sl_policy_compile(&document, 1, 0, &arena, &policy, NULL), SL_LIMIT);
    sl_arena_finish(&arena);
}

struct operation {
    struct sl_sharing_document documents[2];
    size_t limit_bytes;
};

static enum sl_status compile_once(void *context)
{
    const struct operation *operation = context;
    struct sl_policy policy;
    struct sl_arena arena;
    sl_arena_init(&arena, operation->limit_bytes);
    const enum sl_status status =
        sl_policy_compile(operation->documents, 2, 0, &arena, &policy, NULL);
    sl_arena_finish(&arena);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct operation operation = { .limit_bytes = EXAMPLE_LIMIT_BYTES };
    struct sl_arena arena;
    (void)state;
    sl_arena_init(&arena, EXAMPLE_LIMIT_BYTES);
    operation.documents[0] = example_read(EXAMPLE_AGREEMENT, &arena);
    operation.documents[1] = example_read(EXAMPLE_REVOCATION, &arena);
    assert_true(sl_test_failing_allocations(compile_once, &operation) > 0);
    for (operation.limit_bytes = 0; compile_once(&operation) != SL_OK; operation.limit_bytes += 8) {
        SL_CHECK_STATUS(compile_once(&operation), SL_NO_MEMORY);
        assert_true(operation.limit_bytes < 65536);
    }
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_id),
        cmocka_unit_test(test_agencies),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("sharing/policy_compile", tests, NULL, NULL);
}
