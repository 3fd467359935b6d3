/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run_golden - run the program as a case file says, and compare what comes out.
 *
 * Usage: run_golden [--rewrite] PROGRAM CASE...
 *
 * A case is one text file. What stands before the first section says what the case is about.
 *
 *     === command           one command a line, run in turn until one fails; 'quotes' keep blanks;
 *                           the file CODE has what the file pw has, and behind it the last line
 *                           that was printed before: for who is invited
 *     === file NAME         a file that is there beforehand
 *     === mask              POSIX extended expressions, one a line: what they match in any output
 *                           (times, sizes) is replaced by ~ before it is compared
 *     === stdout, stderr    what the commands print; nothing when absent
 *     === exit              the exit status of the last command run; 0 when absent
 *     === output NAME       a file that is there afterwards
 *     === absent NAME       a file that is not
 *
 * Text that lacks its last line end is followed by a line "\ no line end". With --rewrite, the case
 * file gets what came out; look at the difference before you commit it.
 */
#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/number.h"
#include "support/support.h"

#define SECTION_LIMIT    64
#define ARGUMENT_LIMIT   64
#define TEXT_LIMIT_BYTES ((size_t)4 << 20)
#define NO_LINE_END      "\\ no line end\n"

/* A section of a case file: "=== kind name", then its text. */
struct section {
    struct sl_str kind;
    struct sl_str name;
    struct sl_str text;
};

/* A case as read; everything borrows from `text`. */
struct golden {
    const char *path;
    struct sl_buf text;
    struct sl_str about;
    struct section sections[SECTION_LIMIT];
    size_t section_count;
};

/* Where one case runs: <folder>/in is the working folder, the others catch what is printed. */
struct run {
    const char *program;
    struct sl_test_folder folder;
    const struct golden *golden;
    int exit_status;
};

static void die(const char *path, const char *what)
{
    (void)fprintf(stderr, "%s: %s\n", path, what);
    exit(2);
}

/* Split the text of a case at its section lines. */
static void parse_golden(struct golden *golden)
{
    struct sl_str rest = sl_buf_str(&golden->text);
    const char *end = rest.ptr + rest.len;
    struct sl_str line = SL_STR("");
    struct sl_str *open = &golden->about;

    *open = (struct sl_str){ .ptr = rest.ptr, .len = 0 };
    while (rest.len > 0 && sl_str_split(&rest, '\n', &line)) {
        const char *next = rest.ptr == NULL ? end : rest.ptr;
        if (!sl_str_starts(line, SL_STR("=== "))) {
            open->len = (size_t)(next - open->ptr);
            continue;
        }
        if (golden->section_count == SECTION_LIMIT) {
            die(golden->path, "too many sections");
        }
        struct section *section = &golden->sections[golden->section_count++];
        struct sl_str head = sl_str_part(line, 4, line.len - 4);
        section->name = SL_STR("");
        (void)sl_str_split(&head, ' ', &section->kind);
        (void)sl_str_split(&head, ' ', &section->name);
        section->text = (struct sl_str){ .ptr = next, .len = 0 };
        open = &section->text;
    }
}

static bool is_kind(const struct section *section, const char *kind)
{
    return sl_str_equal(section->kind, sl_str_from(kind));
}

static const struct section *find_section(const struct golden *golden, const char *kind)
{
    for (size_t i = 0; i < golden->section_count; i++) {
        if (is_kind(&golden->sections[i], kind)) {
            return &golden->sections[i];
        }
    }
    return NULL;
}

/* The path of a name in the working folder, good until the next call. */
static const char *path_in(struct run *run, struct sl_str name)
{
    char joined[256];
    const int len = snprintf(joined, sizeof(joined), "in/%.*s", SL_STR_ARG(name));

    if (len < 0 || (size_t)len >= sizeof(joined) || sl_str_find(name, SL_STR("/")) < name.len) {
        die(run->golden->path, "a file name that is too long or has a slash");
    }
    return sl_test_folder_path(&run->folder, joined);
}

/* Text of a section stands with its line end; the marker says that there is none. */
static struct sl_str without_marker(struct sl_str text)
{
    const struct sl_str marker = SL_STR("\n" NO_LINE_END);

    return sl_str_ends(text, marker) ? sl_str_part(text, 0, text.len - marker.len) : text;
}

static void write_inputs(struct run *run)
{
    if (mkdir(sl_test_folder_path(&run->folder, "in"), 0700) != 0) {
        die(run->golden->path, strerror(errno));
    }
    for (size_t i = 0; i < run->golden->section_count; i++) {
        const struct section *section = &run->golden->sections[i];
        if (is_kind(section, "file")) {
            const char *path = path_in(run, section->name);
            const char *name = path + strlen(run->folder.path) + 1;
            (void)sl_test_folder_write(&run->folder, name, without_marker(section->text));
        }
    }
}

/* Split a command in place into at most ARGUMENT_LIMIT - 1 arguments; the list ends with NULL. */
static void split_command(char *command, char *arguments[ARGUMENT_LIMIT], const char *path)
{
    size_t count = 0;
    char *source = command;

    while (*source != '\0') {
        if (*source == ' ') {
            source++;
            continue;
        }
        if (count + 1 == ARGUMENT_LIMIT) {
            die(path, "too many arguments");
        }
        char *target = source;
        arguments[count++] = target;
        bool quoted = false;
        for (; *source != '\0' && (quoted || *source != ' '); source++) {
            if (*source == '\'') {
                quoted = !quoted;
            } else {
                *target++ = *source;
            }
        }
        source += *source == ' ';
        *target = '\0';
    }
    arguments[count] = NULL;
    if (count == 0 || strcmp(arguments[0], "sightline") != 0) {
        die(path, "a command begins with: sightline");
    }
}

/* Run one command with its output appended to <folder>/stdout and <folder>/stderr. */
static int run_command(struct run *run, char *const arguments[])
{
    /* Nothing of the caller's settings reaches the program, but how its sanitizers report. */
    static char locale[] = "LC_ALL=C.UTF-8";
    static char zone[] = "TZ=UTC";
    static char session[] = "SIGHTLINE_SESSION=../session";
    char asan[1024];
    (void)snprintf(asan, sizeof(asan), "ASAN_OPTIONS=%s", getenv("ASAN_OPTIONS"));
    char *environment[] = {
        locale, zone, session, getenv("ASAN_OPTIONS") == NULL ? NULL : asan, NULL
    };
    const int flags = O_WRONLY | O_CREAT | O_APPEND;
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    int status = 0;

    int failed = posix_spawn_file_actions_init(&actions);
    failed |= posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    failed |= posix_spawn_file_actions_addopen(
        &actions, 1, sl_test_folder_path(&run->folder, "stdout"), flags, 0600
    );
    failed |= posix_spawn_file_actions_addopen(
        &actions, 2, sl_test_folder_path(&run->folder, "stderr"), flags, 0600
    );
    failed |=
        posix_spawn_file_actions_addchdir_np(&actions, sl_test_folder_path(&run->folder, "in"));
    if (failed != 0 ||
        posix_spawn(&pid, run->program, &actions, NULL, arguments, environment) != 0 ||
        waitpid(pid, &status, 0) != pid) {
        die(run->program, "cannot be run");
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Write the file CODE: a password, and the last line that was printed. */
static void write_code(struct run *run)
{
    const char *path = sl_test_folder_path(&run->folder, "stdout");
    struct sl_str line = SL_STR("");
    struct sl_buf text;
    struct sl_buf code;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    if (access(path, R_OK) == 0) {
        sl_test_read(path, &text);
    }
    struct sl_str rest = sl_str_trim(sl_buf_str(&text));
    while (rest.len > 0 && sl_str_split(&rest, '\n', &line)) {
    }
    sl_buf_init(&code, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < run->golden->section_count; i++) {
        const struct section *section = &run->golden->sections[i];
        if (is_kind(section, "file") && sl_str_equal(section->name, SL_STR("pw"))) {
            sl_buf_add(&code, section->text);
        }
    }
    sl_buf_add(&code, line);
    (void)sl_test_folder_write(&run->folder, "in/CODE", sl_buf_str(&code));
    sl_buf_finish(&code);
    sl_buf_finish(&text);
}

static void run_commands(struct run *run)
{
    const struct section *section = find_section(run->golden, "command");
    struct sl_str rest = section == NULL ? SL_STR("") : section->text;
    struct sl_str line = SL_STR("");
    char command[4096];
    char *arguments[ARGUMENT_LIMIT];

    while (run->exit_status == 0 && rest.len > 0 && sl_str_split(&rest, '\n', &line)) {
        if (line.len == 0) {
            continue;
        }
        if (line.len >= sizeof(command)) {
            die(run->golden->path, "a command that is too long");
        }
        memcpy(command, line.ptr, line.len);
        command[line.len] = '\0';
        split_command(command, arguments, run->golden->path);
        write_code(run);
        run->exit_status = run_command(run, arguments);
    }
}

/* Replace what `pattern` matches in *text by a tilde. */
static void mask_pattern(struct sl_buf *text, struct sl_str pattern, const char *path)
{
    char expression[256];
    regex_t regex;
    regmatch_t match;
    struct sl_buf masked;
    size_t from = 0;

    (void)snprintf(expression, sizeof(expression), "%.*s", SL_STR_ARG(pattern));
    if (regcomp(&regex, expression, REG_EXTENDED | REG_NEWLINE) != 0) {
        die(path, "a mask that is not a POSIX extended expression");
    }
    sl_buf_init(&masked, TEXT_LIMIT_BYTES);
    const struct sl_str all = sl_buf_str(text);
    while (from < all.len &&
           regexec(&regex, all.ptr + from, 1, &match, from > 0 ? REG_NOTBOL : 0) == 0 &&
           match.rm_eo > match.rm_so) {
        sl_buf_add(&masked, sl_str_part(all, from, (size_t)match.rm_so));
        sl_buf_add_byte(&masked, '~');
        from += (size_t)match.rm_eo;
    }
    sl_buf_add(&masked, sl_str_part(all, from, all.len - from));
    regfree(&regex);
    sl_buf_finish(text);
    *text = masked;
}

/* Read a file that came out, masked and with the marker, as it stands in a case file. */
static void read_output(struct run *run, const char *path, struct sl_buf *text)
{
    const struct section *mask = find_section(run->golden, "mask");
    struct sl_str rest = mask == NULL ? SL_STR("") : mask->text;
    struct sl_str pattern = SL_STR("");
    struct sl_error err;

    if (access(path, R_OK) != 0) {
        return;
    }
    if (sl_file_read(path, text, &err) != SL_OK) {
        die(path, err.message);
    }
    while (rest.len > 0 && sl_str_split(&rest, '\n', &pattern)) {
        mask_pattern(text, pattern, run->golden->path);
    }
    if (text->len > 0 && !sl_str_ends(sl_buf_str(text), SL_STR("\n"))) {
        sl_buf_add(text, SL_STR("\n" NO_LINE_END));
    }
}

/* Append a section to the case as it came out; an empty one only when it has a name. */
static void
add_section(struct sl_buf *out, const char *kind, struct sl_str name, const struct sl_buf *text)
{
    if (name.len > 0) {
        sl_buf_addf(out, "=== %s %.*s\n", kind, SL_STR_ARG(name));
    } else if (text->len > 0) {
        sl_buf_addf(out, "=== %s\n", kind);
    }
    sl_buf_add(out, sl_buf_str(text));
}

static void add_printed(struct run *run, const char *stream, struct sl_buf *out)
{
    struct sl_buf text;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    read_output(run, sl_test_folder_path(&run->folder, stream), &text);
    add_section(out, stream, SL_STR(""), &text);
    sl_buf_finish(&text);
}

/* A file that was promised and is not there becomes absent, and the other way round. */
static void add_file(struct run *run, struct sl_str name, struct sl_buf *out)
{
    const char *path = path_in(run, name);
    const bool exists = access(path, F_OK) == 0;
    struct sl_buf text;

    sl_buf_init(&text, TEXT_LIMIT_BYTES);
    read_output(run, path, &text);
    add_section(out, exists ? "output" : "absent", name, &text);
    sl_buf_finish(&text);
}

/* Write the case as it would read if all that came out were right. */
static void describe(struct run *run, struct sl_buf *out)
{
    const struct golden *golden = run->golden;

    sl_buf_add(out, golden->about);
    for (size_t i = 0; i < golden->section_count; i++) {
        const struct section *section = &golden->sections[i];
        if (is_kind(section, "command") || is_kind(section, "file") || is_kind(section, "mask")) {
            sl_buf_addf(out, "=== %.*s", SL_STR_ARG(section->kind));
            sl_buf_addf(out, "%s%.*s\n", section->name.len ? " " : "", SL_STR_ARG(section->name));
            sl_buf_add(out, section->text);
        }
    }
    add_printed(run, "stdout", out);
    add_printed(run, "stderr", out);
    if (run->exit_status != 0) {
        sl_buf_addf(out, "=== exit\n%d\n", run->exit_status);
    }
    for (size_t i = 0; i < golden->section_count; i++) {
        const struct section *section = &golden->sections[i];
        if (is_kind(section, "output") || is_kind(section, "absent")) {
            add_file(run, section->name, out);
        }
    }
}

/* Print the first line that differs, from both. */
static void print_difference(const char *path, struct sl_str expected, struct sl_str actual)
{
    struct sl_str left = SL_STR("");
    struct sl_str right = SL_STR("");
    size_t number = 0;

    do {
        number++;
        left = SL_STR("(the end)");
        right = SL_STR("(the end)");
        (void)sl_str_split(&expected, '\n', &left);
        (void)sl_str_split(&actual, '\n', &right);
    } while (sl_str_equal(left, right) && (expected.ptr != NULL || actual.ptr != NULL));
    (void)printf("%s:%zu:\n", path, number);
    (void)printf("- %.*s\n+ %.*s\n", SL_STR_ARG(left), SL_STR_ARG(right));
}

static void rewrite(const char *path, struct sl_str text)
{
    struct sl_file_writer *writer = NULL;
    struct sl_error err;

    if (sl_file_create(path, &writer, &err) != SL_OK) {
        die(path, err.message);
    }
    sl_file_write(writer, text);
    if (sl_file_commit(writer, &err) != SL_OK) {
        die(path, err.message);
    }
    (void)printf("%s: rewritten\n", path);
}

/* Run one case; 0 when it came out as written, or was rewritten. */
static int run_case(const char *program, const char *path, bool rewrites)
{
    struct golden golden = { .path = path };
    struct run run = { .program = program, .golden = &golden };
    struct sl_buf actual;
    int failed = 0;

    sl_buf_init(&golden.text, TEXT_LIMIT_BYTES);
    sl_buf_init(&actual, 2 * TEXT_LIMIT_BYTES);
    sl_test_read(path, &golden.text);
    parse_golden(&golden);
    if (find_section(&golden, "command") == NULL) {
        die(path, "no === command");
    }
    sl_test_folder_open(&run.folder);
    write_inputs(&run);
    run_commands(&run);
    describe(&run, &actual);
    sl_test_folder_close(&run.folder);

    if (!sl_str_equal(sl_buf_str(&actual), sl_buf_str(&golden.text))) {
        if (rewrites) {
            rewrite(path, sl_buf_str(&actual));
        } else {
            print_difference(path, sl_buf_str(&golden.text), sl_buf_str(&actual));
            (void)printf("what came out:\n%s", actual.ptr);
            failed = 1;
        }
    }
    sl_buf_finish(&actual);
    sl_buf_finish(&golden.text);
    return failed;
}

int main(int argc, char **argv)
{
    const bool rewrites = argc > 1 && strcmp(argv[1], "--rewrite") == 0;
    const int first = rewrites ? 2 : 1;
    char program[4096];
    int failed = 0;

    if (argc < first + 2) {
        die("run_golden", "usage: run_golden [--rewrite] PROGRAM CASE...");
    }
    /* The program is run from another folder. */
    if (realpath(argv[first], program) == NULL) {
        die(argv[first], strerror(errno));
    }
    for (int i = first + 1; i < argc; i++) {
        failed |= run_case(program, argv[i], rewrites);
    }
    return failed;
}
