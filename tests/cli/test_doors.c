/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No path reaches a store without a decision: all commands are walked, without a session, with each
 * role, as a stranger and as one who may; and the sources are, for whoever opens a store or a
 * ledger beside the door.
 */
#include <unistd.h>

#include "cli/walk.h"

/* Every command has a way, and goes by the door that its way says. */
static void every_command_is_walked(void **state)
{
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);

    (void)state;
    for (size_t i = 0; i < WAY_COUNT; i++) {
        const struct sl_command *command = way_command(&ways[i]);
        if (command == NULL) {
            fail_msg("%s %s is no command", ways[i].group, ways[i].name);
            return;
        }
        SL_CHECK_I64(way_takes(command, "--store"), ways[i].door != WAY_FILES);
        SL_CHECK_I64((ways[i].permissions != 0), ways[i].door == WAY_DOOR);
        assert_true(ways[i].door > WAY_OWN || way_takes(command, "--session"));
    }
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t j = 0; j < WAY_COUNT; j++) {
            found = found || way_command(&ways[j]) == commands[i];
        }
        if (!found) {
            fail_msg("%s %s has no way in doors.h", commands[i]->group, commands[i]->name);
        }
    }
}

/* Without a session each ends as not permitted, and prints nothing. */
static void nobody_is_let_in(void **state)
{
    struct walk *walk = *state;
    struct walked walked;

    const char *none = sl_test_folder_path(&walk->folder, "none");
    assert_int_equal(setenv("SIGHTLINE_SESSION", none, 1), 0);
    for (size_t i = 0; i < WAY_COUNT; i++) {
        const struct way *way = &ways[i];
        walk_run(walk, way, false, &walked);
        const bool is_denied = walked.capture.exit_status == sl_status_exit(SL_DENIED);
        if (way->door < WAY_BEFORE && (!is_denied || walked.capture.out.len > 0)) {
            walk_fail("nobody", &walked, "was let in");
        }
        if (walked.capture.exit_status == sl_status_exit(SL_USAGE)) {
            walk_fail("nobody", &walked, "was not understood");
        }
        if (walked.told != 0) {
            walk_fail("nobody", &walked, canary_name(walked.told));
        }
        capture_finish(&walked.capture);
    }
}

/* With each role a command is let in exactly when the table of permissions says so. */
static void roles_are_let_in_by_the_table(void **state)
{
    struct walk *walk = *state;
    struct walked walked;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const uint32_t held = sl_user_role_get((enum sl_user_role)role)->permissions;
        const char *name = sl_user_role_terms()[role].name.ptr;
        signed_in_as(walk->store, &walk->folder, name);
        for (size_t i = 0; i < WAY_COUNT; i++) {
            if (ways[i].door != WAY_DOOR) {
                continue;
            }
            walk_run(walk, &ways[i], false, &walked);
            const bool is_denied = walked.capture.exit_status == sl_status_exit(SL_DENIED);
            if (is_denied != ((held & ways[i].permissions) == 0) ||
                walked.capture.exit_status == sl_status_exit(SL_USAGE) ||
                (is_denied && walked.capture.out.len > 0)) {
                walk_fail(name, &walked, is_denied ? "was refused" : "was let in");
            }
            capture_finish(&walked.capture);
        }
    }
}

/* Each permission is that of some command, but for those whose commands are not there yet. */
static void every_permission_is_walked(void **state)
{
    uint32_t asked = SL_MAY(RECORD) | SL_MAY(CONTACT) | SL_MAY(OVERSIGHT) | SL_MAY(SAMPLE) |
                     SL_MAY(PUBLISH) | SL_MAY(LEDGER_VERIFY);

    (void)state;
    for (size_t i = 0; i < WAY_COUNT; i++) {
        asked |= ways[i].permissions;
    }
    SL_CHECK_U64(asked, (UINT64_C(1) << SL_PERMISSION_COUNT) - 1);
}

/* How often `who` stands in the ledger with something that was allowed. */
static size_t entries_of(const struct walk *walk, const char *who)
{
    return access_entries(walk->ledger, who, 0, SL_OUTCOME_ALLOWED);
}

/* Walk all commands, as text and as JSON; each as somebody who signs in for it anew. */
typedef void look_fn(const struct way *way, const struct walked *walked, size_t new_entries);

static void walk_as(struct walk *walk, const char *who, look_fn *look)
{
    struct walked walked;

    for (size_t i = 0; i < WAY_COUNT; i++) {
        const unsigned forms = way_takes(way_command(&ways[i]), "--json") ? 2 : 1;
        for (unsigned form = 0; form < forms; form++) {
            signed_in_as(walk->store, &walk->folder, who);
            const size_t before = entries_of(walk, who);
            walk_run(walk, &ways[i], form == 1, &walked);
            look(&ways[i], &walked, entries_of(walk, who) - before);
            capture_finish(&walked.capture);
        }
    }
}

static void is_told_nothing(const struct way *way, const struct walked *walked, size_t new_entries)
{
    (void)way;
    (void)new_entries;
    if (walked->told != 0) {
        walk_fail("a stranger", walked, canary_name(walked->told));
    }
}

/* Whoever has every role, and no agreement but that there are records, learns nothing of a person
 * of another agency: not in text, JSON or messages, nor in files that are written. */
static void strangers_are_told_nothing(void **state)
{
    walk_as(*state, "stranger", is_told_nothing);
    walk_as(*state, "neighbour", is_told_nothing);
}

static void is_written_down(const struct way *way, const struct walked *walked, size_t new_entries)
{
    const bool is_told = walked->told != 0 || way->copies;
    const bool is_done = walked->capture.exit_status == 0;

    if (is_told != way->tells) {
        walk_fail("all", walked, canary_name(walked->told));
    }
    if ((is_told || (is_done && way->door == WAY_DOOR)) && new_entries == 0) {
        walk_fail("all", walked, "no entry in the ledger");
    }
}

/* To one who may, commands tell what their way says and nothing more; and it is an entry. */
static void what_is_told_is_in_the_ledger(void **state)
{
    walk_as(*state, "all", is_written_down);
}

/* A name that may stand in these files alone. */
struct rule {
    const char *name;
    const char *files[12];
};

static const struct rule rules[] = {
    {"sl_store_open(",
     { "hall.c", "passkey_manage.c", "sign_in.c", "store_init.c", "store_restore.c" }        },
    { "sl_store_create(",        { "store_init.c" }                                          },
    { "sl_logbook_open(",        { NULL }                                                    },
    { "sl_logbook_open_within(", { "ledger_note.c" }                                         },
    { "sl_ledger_open(",         { "ledger_note.c", "scribe.c" }                             },
    { "sl_scribe_write(",        { "scribe.c", "access_say.c", "access_again.c" }            },
    { "sl_scribe_hand(",         { "scribe.c", "access_again.c" }                            },
    { "sl_room_store(",          { "hall.c", "hall_state.c", "access.c", "access_session.c" }},
    { "sl_access_open_as(",      { "access.c" }                                              },
    { "sl_store_session_add(",   { "session.c" }                                             },
    { "sl_search_find(",         { "search.c", "search_door.c" }                             },
    { "sl_search_open(",         { "search.c", "search_door.c" }                             },
    { "sl_picture_load(",        { "picture_load.c", "picture_door.c", "child_glance.c" }    },
    { "sl_child_glance(",        { "child_glance.c", "child_list.c", "question_list.c" }     },
    { "sl_identity_show(",       { "identity_show.c", "identity_door.c" }                    },
    { "sl_identity_review(",     { "identity_review.c", "identity_door.c" }                  },
    { "sl_identity_decide(",     { "identity_decide.c", "identity_door.c" }                  },
};
#define RULE_COUNT (sizeof rules / sizeof rules[0])

static bool may_name(const struct rule *rule, const char *file)
{
    for (size_t i = 0; i < 12 && rule->files[i] != NULL; i++) {
        if (strcmp(rule->files[i], file) == 0) {
            return true;
        }
    }
    return false;
}

static void look_at(const char *folder, const char *file, bool is_cli)
{
    char path[1200];
    struct sl_buf text;

    (void)snprintf(path, sizeof path, "%s/%s", folder, file);
    sl_buf_init(&text, (size_t)4 << 20);
    sl_test_read(path, &text);
    sl_buf_add_byte(&text, '\0');
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (strstr(text.ptr, rules[i].name) != NULL && (is_cli || !may_name(&rules[i], file))) {
            fail_msg("%s names %s", path, rules[i].name);
        }
    }
    if (is_cli && strstr(text.ptr, "sl_access_store(") != NULL) {
        fail_msg("%s takes the store out of the door", path);
    }
    sl_buf_finish(&text);
}

static void look_in(const char *folder, bool is_cli)
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        const struct sl_str name = sl_str_from(entry->d_name);
        if (sl_str_ends(name, SL_STR(".c"))) {
            look_at(folder, entry->d_name, is_cli);
            count++;
        }
    }
    (void)closedir(dir);
    assert_true(count > 20);
}

/* Only the door, and what comes before it, opens a store or a ledger; commands go through doors. */
static void nothing_goes_beside_the_door(void **state)
{
    (void)state;
    look_in(SL_TEST_SOURCES "/src/app", false);
    look_in(SL_TEST_SOURCES "/src/cli", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_is_walked),
        cmocka_unit_test(every_permission_is_walked),
        WALK_TEST(nobody_is_let_in),
        WALK_TEST(roles_are_let_in_by_the_table),
        WALK_TEST(strangers_are_told_nothing),
        WALK_TEST(what_is_told_is_in_the_ledger),
        cmocka_unit_test(nothing_goes_beside_the_door),
    };
    return cmocka_run_group_tests_name("cli/doors", tests, NULL, NULL);
}
