/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/notice_text.h"

#include "cli/notice_told.h"

#define CLOCKS                                                                             \
    "C, as of the end of 3 May 2030\n"                                                     \
    "Numbers such as #12 are those of records.\n"                                          \
    "Events that are left out, as nobody says when they were: 2.\n"                        \
    "\n"                                                                                   \
    "TIME LIMITS\n"                                                                        \
    "\n"                                                                                   \
    "met: A return home interview is held (interview)\n"                                   \
    "  from the end of: missing, Feb 2024 to 20 Feb 2024, police #1\n"                     \
    "  due by: the end of 23 Feb 2024\n"                                                   \
    "  met by: return home interview, 21 Feb 2024, oldham #3\n"                            \
    "  owner: council\n"                                                                   \
    "  basis: statutory\n"                                                                 \
    "  source: T, 1, S\n"                                                                  \
    "\n"                                                                                   \
    "running: A return home interview is held (interview)\n"                               \
    "  from the end of: missing, 1 May 2030 to 2 May 2030 09:00, oldham #2\n"              \
    "  due by: the end of 5 May 2030\n"                                                    \
    "  owner: council\n"                                                                   \
    "  basis: statutory\n"                                                                 \
    "  source: T, 1, S\n"                                                                  \
    "\n"                                                                                   \
    "running: The area looks back (look-back)\n"                                           \
    "  from: missing, 1 May 2030 to 2 May 2030 09:00, oldham #2\n"                         \
    "  due by: the end of 16 May 2030; bank holidays of that time are not published yet\n" \
    "  owner: council\n"                                                                   \
    "  basis: local\n"                                                                     \
    "  source: T, 1, S\n"                                                                  \
    "\n"

#define HOLDS                                                            \
    "WHAT GUIDANCE SAYS TO LOOK FOR\n"                                   \
    "\n"                                                                 \
    "holds: Missing again (repeated)\n"                                  \
    "  means: a sign of harm\n"                                          \
    "  when: at least 2 missing\n"                                       \
    "  because of: missing, Feb 2024 to 20 Feb 2024, police #1\n"        \
    "              missing, 1 May 2030 to 2 May 2030 09:00, oldham #2\n" \
    "  source: T, P, V, 7\n"                                             \
    "\n"

#define END                                                                                    \
    "This is by records that are open to you and had come in by then. That none holds proves " \
    "nothing.\n"

static void print(bool is_all, struct sl_buf *buf)
{
    struct notice_told scene;

    notice_told_open(&scene);
    sl_buf_init(buf, (size_t)1 << 20);
    sl_notice_text(&scene.answer, is_all, buf);
    notice_told_close(&scene);
}

/* What nothing started and what does not hold is counted. */
static void what_matters(void **state)
{
    struct sl_buf text;

    (void)state;
    print(false, &text);
    SL_CHECK_STR(
        sl_buf_str(&text),
        CLOCKS "Clocks that nothing has started: 1.\n\n" HOLDS
               "Indicators that do not hold: 1. That only a person can say: 1. That are "
               "asked of everybody together, as they look at people and things around: 0.\n\n" END
    );
    sl_buf_finish(&text);
}

static void why_not(void **state)
{
    struct sl_buf text;

    (void)state;
    print(true, &text);
    SL_CHECK_STR(
        sl_buf_str(&text),
        CLOCKS "not started: A conference is held (conference)\n"
               "  owner: council\n"
               "  basis: local\n"
               "  source: T, 1, S\n"
               "\n" HOLDS "does not hold: In care (care)\n"
               "  means: a vulnerability\n"
               "  when: looked_after\n"
               "  why not: at least 1 day with looked after; on record: 0\n"
               "  source: T, P, V, 7\n"
               "\n"
               "only a person can say: Gifts (gifts)\n"
               "  means: a sign of harm\n"
               "  source: T, P, V, 7\n"
               "\n" END
    );
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_matters),
        cmocka_unit_test(why_not),
    };
    return cmocka_run_group_tests_name("cli/notice_text", tests, NULL, NULL);
}
