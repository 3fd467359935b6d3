/* SPDX-License-Identifier: Apache-2.0 */
#include "partners.h"

static void check_why(
    const struct sl_asking *asking,
    const struct sl_asked *asked,
    enum sl_audience audience,
    const char *expected
)
{
    const struct sl_share_decision decision = sl_decide(asking, asked);
    struct sl_buf text;
    sl_buf_init(&text, 4096);
    sl_decision_why(asking, asked, &decision, audience, &text);
    sl_buf_add(&text, SL_STR(""));
    SL_CHECK_STR(sl_buf_str(&text), expected);
    sl_buf_finish(&text);
}

#define ROLE "  a role held on this day permits it for this purpose\n"

static void test_allowed(void **state)
{
    struct partners partners;
    (void)state;
    partners_open(&partners, SL_STR("gmp"), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    struct sl_asked asked = {
        .holder = SL_STR("bury"),
        .kind = SL_EVENT_MISSING,
        .glass = true,
        .withheld = sl_field_group_fields(SL_FIELD_WHEREABOUTS),
    };
    check_why(
        &asking,
        &asked,
        SL_FOR_READER,
        ROLE "  an agreement shares its content: joint (version 2, until 2027-03-31)\n"
             "  the glass is broken, and agreements share more then\n"
             "  the glass is broken, which stands in for a relationship\n"
             "  the holder withholds some fields of this person: address\n"
    );
    asked.glass = false;
    check_why(
        &asking,
        &asked,
        SL_FOR_READER,
        ROLE "  an agreement shares its existence: joint (version 2, until 2027-03-31)\n"
    );
    sl_arena_finish(&partners.arena);
}

/* The reader of a sealed record is told nothing; the ledger everything. */
static void test_sealed(void **state)
{
    struct partners partners;
    (void)state;
    partners_open(&partners, SL_STR("gmp"), SL_USER_PRACTITIONER);
    const struct sl_asking asking =
        partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    const struct sl_asked asked = { .holder = SL_STR("bury"),
                                    .kind = SL_EVENT_MISSING,
                                    .seal = SL_SEAL_CLOSED };
    check_why(&asking, &asked, SL_FOR_READER, "");
    check_why(
        &asking,
        &asked,
        SL_FOR_LEDGER,
        ROLE "  an agreement shares its existence: joint (version 2, until 2027-03-31)\n"
             "  the record is sealed to this user\n"
    );
    sl_arena_finish(&partners.arena);
}

#define NONE ROLE "  no agreement in force shares it\n"

/* clang-format off */
static const struct {
    const char *agency, *holder;
    enum sl_purpose purpose;
    unsigned kind;
    const char *day, *why;
} lacks[] = {
    { "gmp", "bury", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CRIME, "2026-06-01",
      NONE "  joint (version 2) does not share this kind\n" },
    { "gmp", "bury", SL_PURPOSE_INVESTIGATION, SL_EVENT_CRIME, "2026-06-01",
      NONE "  joint (version 2) does not share this kind\n" },
    { "bolton", "gmp", SL_PURPOSE_INVESTIGATION, SL_SHARE_DETAILS, "2026-06-01",
      NONE "  joint (version 2) does not share it in this direction\n" },
    { "bolton", "gmp", SL_PURPOSE_SAFEGUARDING, SL_EVENT_MISSING, "2026-06-01",
      NONE "  joint (version 2) does not share it in this direction\n" },
    { "bolton", "gmp", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CRIME, "2026-06-01",
      NONE "  joint (version 2) does not share it in this direction, does not share this "
      "kind\n" },
    { "bolton", "bury", SL_PURPOSE_INVESTIGATION, SL_SHARE_DETAILS, "2026-06-01",
      NONE "  joint (version 2) does not share for this purpose\n" },
    { "bury", "bolton", SL_PURPOSE_SAFEGUARDING, SL_SHARE_DETAILS, "2026-03-31",
      NONE "  joint (version 2) begins on 2026-04-01\n" },
    { "bury", "bolton", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CRIME, "2027-04-01",
      NONE "  joint (version 2) does not share this kind, ended on 2027-03-31\n" },
    { "bury", "oldham", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CRIME, "2026-06-01", NONE },
    { "oldham", "bury", SL_PURPOSE_SAFEGUARDING, SL_EVENT_CRIME, "2026-06-01", NONE },
};
/* clang-format on */

/* What is missing, by the share that comes nearest. */
static void test_lacks(void **state)
{
    struct partners partners;
    (void)state;
    for (size_t i = 0; i < sizeof(lacks) / sizeof(lacks[0]); i++) {
        partners_open(&partners, sl_str_from(lacks[i].agency), SL_USER_INVESTIGATOR);
        struct sl_asking asking = partners_asking(&partners, SL_MAY_PICTURE, lacks[i].purpose);
        const struct sl_asked asked = { .holder = sl_str_from(lacks[i].holder),
                                        .kind = lacks[i].kind };
        asking.day = example_day(lacks[i].day);
        partners.policy.confirmed = asking.day;
        check_why(&asking, &asked, SL_FOR_READER, lacks[i].why);
        sl_arena_finish(&partners.arena);
    }
}

static void test_revoked(void **state)
{
    struct partners partners;
    struct sl_error err;
    (void)state;
    partners_open(&partners, SL_STR("bury"), SL_USER_PRACTITIONER);
    partners.documents[1] = example_read(EXAMPLE_REVOCATION, &partners.arena);
    SL_CHECK_OK(
        sl_policy_compile(
            partners.documents,
            2,
            example_day("2026-09-01"),
            &partners.arena,
            &partners.policy,
            &err
        ),
        &err
    );
    struct sl_asking asking = partners_asking(&partners, SL_MAY_PICTURE, SL_PURPOSE_SAFEGUARDING);
    const struct sl_asked asked = { .holder = SL_STR("bolton"), .kind = SL_SHARE_DETAILS };
    asking.day = example_day("2026-09-01");
    check_why(
        &asking,
        &asked,
        SL_FOR_READER,
        NONE
        "  joint (version 2) was revoked on 2026-09-01 by bury: the lawful basis is in question\n"
    );
    asking.policy = NULL;
    check_why(&asking, &asked, SL_FOR_READER, ROLE "  there is no sharing policy\n");
    sl_arena_finish(&partners.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allowed),
        cmocka_unit_test(test_sealed),
        cmocka_unit_test(test_lacks),
        cmocka_unit_test(test_revoked),
    };
    return cmocka_run_group_tests_name("sharing/why", tests, NULL, NULL);
}
