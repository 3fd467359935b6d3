/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No path reaches a store without a decision: all commands are walked, without a session and with
 * each role; and the sources are, for whoever opens a store or a ledger beside the door.
 */
#include <dirent.h>
#include <unistd.h>

#include "cli/store_folder.h"

/* What a command needs to be understood, when "x" will not do; and the permission that it asks for
 * (bits; 0: not walked by role here). */
struct way {
    const char *group, *name;
    const char *operands[3];
    uint32_t permissions;
};

/* clang-format off */
static const struct way ways[] = {
    { "search", "", { "khan" }, SL_MAY(SEARCH) },
    { "picture", "", { "P00000001" }, SL_MAY(PICTURE) | SL_MAY(AUDIT) },
    { "notice", "explain", { "P00000001" }, SL_MAY(PICTURE) | SL_MAY(AUDIT) },
    { "notice", "run", { NULL }, SL_MAY(STORE) },
    { "identity", "show", { "P00000001" }, SL_MAY(IDENTITY) },
    { "identity", "review", { NULL }, SL_MAY(IDENTITY) },
    { "identity", "join", { "P00000001", "P00000002" }, SL_MAY(IDENTITY) },
    { "identity", "split", { "P00000001", "P00000002" }, SL_MAY(IDENTITY) },
    { "identity", "hold-apart", { "P00000001", "P00000002" }, SL_MAY(IDENTITY) },
    { "identity", "release", { "P00000001" }, SL_MAY(IDENTITY) },
    { "identify", "", { NULL }, SL_MAY(IDENTITY) },
    { "intake", "", { "/absent" }, SL_MAY(INTAKE) },
    { "runs", "", { NULL }, SL_MAY(INTAKE) | SL_MAY(REJECTS) },
    { "rejects", "", { "1" }, SL_MAY(REJECTS) },
    { "findings", "", { NULL }, SL_MAY(REJECTS) },
    { "backup", "", { "/absent/copy.db" }, SL_MAY(STORE) },
    { "check", "", { NULL }, SL_MAY(STORE) },
    { "rebuild", "", { NULL }, SL_MAY(STORE) },
    { "ledger", "who-saw", { "P00000001" }, SL_MAY(LEDGER_READ) },
    { "ledger", "what-saw", { "x" }, SL_MAY(LEDGER_READ) },
    { "ledger", "known", { "P00000001" }, SL_MAY(LEDGER_READ) },
    { "subject-access", "", { "P00000001" }, SL_MAY(SUBJECT_ACCESS) },
    { "agreement", "confirm", { NULL }, SL_MAY(AGREEMENT) },
    { "proposal", "list", { NULL }, SL_MAY(USERS) },
    { "proposal", "confirm", { "1" }, SL_MAY(USERS) },
    { "proposal", "refuse", { "1" }, SL_MAY(USERS) },
    { "setting", "", { "factors", "two" }, SL_MAY(USERS) },
};
/* clang-format on */
#define WAY_COUNT (sizeof ways / sizeof ways[0])

/* Commands that make a store, or make and end a session. */
static bool is_before_the_door(const struct sl_command *command)
{
    return strcmp(command->group, "init") == 0 || strcmp(command->group, "restore") == 0 ||
           strcmp(command->group, "sign-in") == 0 || strcmp(command->group, "sign-out") == 0;
}

static bool opens_a_store(const struct sl_command *command)
{
    return command->option_count > 0 && strcmp(command->options[0].name, "--store") == 0;
}

static const struct way *way_of(const struct sl_command *command)
{
    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (strcmp(ways[i].group, command->group) == 0 &&
            strcmp(ways[i].name, command->name) == 0) {
            return &ways[i];
        }
    }
    return NULL;
}

static const char *value_of(const struct sl_option *option, const char *format)
{
    if (option->value != NULL && strcmp(option->value, "DATE") == 0) {
        return "2026-01-01";
    }
    if (strcmp(option->name, "--format") == 0) {
        return format;
    }
    return option->type == SL_OPTION_WHOLE ? "1" : "/absent/x";
}

/* Run a command with all that it asks for. */
static void run(struct capture *capture, const struct sl_command *command, const char *store)
{
    const struct way *way = way_of(command);
    const char *words[CAPTURE_WORDS] = { command->group };
    size_t count = 1;

    if (command->name[0] != '\0') {
        words[count++] = command->name;
    }
    for (size_t i = 0; way != NULL && i < 3 && way->operands[i] != NULL; i++) {
        words[count++] = way->operands[i];
    }
    for (size_t i = 0; way == NULL && i < command->operand_min; i++) {
        words[count++] = "x";
    }
    for (size_t i = 0; i < command->option_count && count + 3 < CAPTURE_WORDS; i++) {
        const struct sl_option *option = &command->options[i];
        const bool is_intake =
            strcmp(command->group, "intake") == 0 &&
            (strcmp(option->name, "--agency") == 0 || strcmp(option->name, "--system") == 0 ||
             strcmp(option->name, "--format") == 0);
        if (option->required || is_intake) {
            words[count++] = option->name;
            words[count++] = value_of(option, "pole-jsonl");
        }
    }
    words[count++] = "--store";
    words[count++] = store;
    words[count] = NULL;
    capture_run(capture, words);
}

/* Without a session each ends as not permitted, and prints nothing. */
static void nobody_is_let_in(void **state)
{
    struct store_folder *folder = *state;
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);
    size_t walked = 0;

    assert_int_equal(setenv("SIGHTLINE_SESSION", store_folder_path(folder, "none"), 1), 0);
    for (size_t i = 0; i < count; i++) {
        struct capture capture;
        if (!opens_a_store(commands[i]) || is_before_the_door(commands[i])) {
            continue;
        }
        /* Those that are not in the table above may want other words; they say so, and no more. */
        run(&capture, commands[i], folder->store);
        const bool is_refused = capture.exit_status == sl_status_exit(SL_DENIED) ||
                                (way_of(commands[i]) == NULL && capture.exit_status == 2);
        if (!is_refused || capture.out.len > 0) {
            fail_msg(
                "%s %s gave %d: %s%s",
                commands[i]->group,
                commands[i]->name,
                capture.exit_status,
                capture.out.ptr,
                capture.err.ptr
            );
        }
        capture_finish(&capture);
        walked++;
    }
    assert_true(walked >= WAY_COUNT);
}

/* With each role a command is let in exactly when the table of permissions says so. */
static void roles_are_let_in_by_the_table(void **state)
{
    struct store_folder *folder = *state;
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const uint32_t held = sl_user_role_get((enum sl_user_role)role)->permissions;
        signed_in_as(folder->store, &folder->folder, sl_user_role_terms()[role].name.ptr);
        for (size_t i = 0; i < count; i++) {
            const struct way *way = way_of(commands[i]);
            struct capture capture;
            if (way == NULL) {
                continue;
            }
            run(&capture, commands[i], folder->store);
            const bool is_denied = capture.exit_status == sl_status_exit(SL_DENIED);
            if (is_denied != ((held & way->permissions) == 0) ||
                (is_denied && capture.out.len > 0)) {
                fail_msg(
                    "%s: %s %s gave %d: %s",
                    sl_user_role_terms()[role].name.ptr,
                    way->group,
                    way->name,
                    capture.exit_status,
                    capture.err.ptr
                );
            }
            capture_finish(&capture);
        }
    }
}

/* A name that may stand in these files alone. */
struct rule {
    const char *name;
    const char *files[12];
};

static const struct rule rules[] = {
    {"sl_store_open(",           { "access.c", "access_session.c", "sign_in.c", "store_init.c" }},
    { "sl_store_create(",        { "store_init.c" }                                             },
    { "sl_logbook_open(",        { NULL }                                                       },
    { "sl_logbook_open_within(", { "ledger_note.c" }                                            },
    { "sl_access_open_as(",      { "access.c" }                                                 },
    { "sl_search_find(",         { "search.c", "search_door.c" }                                },
    { "sl_search_open(",         { "search.c", "search_door.c" }                                },
    { "sl_picture_load(",        { "picture_load.c", "picture_door.c" }                         },
    { "sl_identity_show(",       { "identity_show.c", "identity_door.c" }                       },
    { "sl_identity_review(",     { "identity_review.c", "identity_door.c" }                     },
    { "sl_identity_decide(",     { "identity_decide.c", "identity_door.c" }                     },
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
        STORE_TEST(nobody_is_let_in),
        STORE_TEST(roles_are_let_in_by_the_table),
        cmocka_unit_test(nothing_goes_beside_the_door),
    };
    return cmocka_run_group_tests_name("cli/doors", tests, NULL, NULL);
}
