/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every rule of tidy is broken here on purpose, in a small tree of its own, and kept in another.
 */
#include "support/support.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tidy.h"

#define LICENCE "/* SPDX-License-Identifier: Apache-2.0 */\n"
#define HASH    "# SPDX-License-Identifier: Apache-2.0\n"

#define DASHES_50 "--------------------------------------------------"

#define LINES_10  "x;\nx;\nx;\nx;\nx;\nx;\nx;\nx;\nx;\nx;\n"
#define LINES_70  LINES_10 LINES_10 LINES_10 LINES_10 LINES_10 LINES_10 LINES_10
#define LINES_250 LINES_70 LINES_70 LINES_70 LINES_10 LINES_10 LINES_10 LINES_10
#define LINES_600 LINES_250 LINES_250 LINES_70 LINES_10 LINES_10 LINES_10

struct fixture {
    const char *path;
    const char *text;
};

/* finding: part of the only finding of the rule; NULL when the rule finds nothing. */
struct example {
    const char *rule;
    const char *finding;
    struct fixture files[3];
};

/* clang-format off */
static const struct example examples[] = {
    { "licence", NULL, { { "a.c", LICENCE }, { "Makefile", HASH }, { "b.json", "{}\n" } } },
    { "licence", "a.c:1", { { "a.c", "int x;\n" } } },
    { "licence", "run:1", { { "run", "#!/bin/sh\n\n\n" HASH } } },

    { "layout", NULL, { { "Makefile", "a:\n\tb\n" }, { "tests/x/data/y.csv", "a \t" } } },
    { "layout", "a.c:2: layout: a tab", { { "a.c", "\n\tint;\n" } } },
    { "layout", "a.md:1: layout: blanks", { { "a.md", "a \n" } } },
    { "layout", "a.md:1: layout: a carriage return", { { "a.md", "a\r\n" } } },
    { "layout", "a.c: layout: the last line", { { "a.c", "int;" } } },
    { "layout", "a.c:1: layout: longer", { { "a.c", "/* " DASHES_50 DASHES_50 " */\n" } } },

    { "markers", NULL, { { "a.c", "/* TO" "DOUBLE */\n" }, { "a.md", "TO" "DO\n" } } },
    { "markers", "a.c:2", { { "a.c", "\n/* TO" "DO: more */\n" } } },
    { "markers", "CMakeLists.txt:1", { { "CMakeLists.txt", "# FIX" "ME\n" } } },

    { "paths", NULL, { { "a.md", "a/wo" "rk/b ${X}/t" "mp/ ../t" "mp/\n" } } },
    { "paths", "a.md:2", { { "a.md", "\nsee /wo" "rk/x\n" } } },
    { "paths", "a.c:1", { { "a.c", "\"/t" "mp/x\"\n" } } },

    { "blobs", NULL, { { "docs/images/a.png", "\xff\xfe" }, { "a.md", "\xc3\xa9" } } },
    { "blobs", "a.md:1: blobs: not valid UTF-8", { { "a.md", "\xff\n" } } },

    { "markdown", NULL, { { "a.md", "# A\n\n```\n# B\n```\n" } } },
    { "markdown", "a.md:2: markdown: a second", { { "a.md", "# A\n# B\n" } } },
    { "markdown", "no title", { { "a.md", "## A\n" } } },
    { "markdown", "never closed", { { "a.md", "# A\n```\n" } } },

    { "sizes", NULL, { { "a.c", LINES_600 }, { "b_data.c", LINES_600 "x;\n" } } },
    { "sizes", "a.c: sizes: 601 lines", { { "a.c", LINES_600 "x;\n" } } },
    { "sizes", "a.h: sizes: 251 lines", { { "a.h", LINES_250 "x;\n" } } },
    { "sizes", "a.c:1: sizes: f has 73 lines", { { "a.c", "int f(void)\n{\n" LINES_70 "}\n" } } },
    { "sizes", "f takes 7 parameters",
      { { "a.c", "int f(int a, int b, int c, int d, int e, int g, int (*h)(int, int))\n"
                 "{\n}\n" } } },
    { "sizes", NULL,
      { { "a.h", "int f(int a, int b, int c, int d, int e, int (*h)(int, int));\n" } } },

    { "nesting", NULL,
      { { "a.c", "void f(void)\n{\nif (a) { for (;;) { do { switch (a) { struct x y = { { 1 } };"
                 " } } while (1); } }\n}\n" } } },
    { "nesting", "a.c:3: nesting",
      { { "a.c", "void f(void)\n{\nif (a) { for (;;) { do { switch (a) { default: while (x) { }"
                 " } } while (1); } }\n}\n" } } },

    { "quotes", NULL,
      { { "src/a.c", "void f(void) { sl_fail(e, 1, \"'%s'\", g(\"a\")); x(\"\\\"\"); }\n" },
        { "tests/b.c", "void f(void) { sl_fail(e, 1, \"\\\"a\\\"\"); }\n" } } },
    { "quotes", "src/a.c:2",
      { { "src/a.c", "void f(void)\n{ sl_fail(e, 1,\n\"\\\"%s\\\"\", a); }\n" } } },
    { "quotes", "a.c:1", { { "a.c", "void f(void) { sl_fail_hint(e, \"see `x`\"); }\n" } } },

    { "banned", NULL,
      { { "a.c", "/* strcpy(a, b) */ char *x = \"strcpy(\";\n"
                 "void f(void) { y->free(x); free(x); }\nchar *strcpy(char *a, char *b);\n" },
        { "src/base/m.c", "void f(void) { free(x); }\n" },
        { "src/cli/m.c", "void f(void) { printf(x); }\n" } } },
    { "banned", "a.c:1: banned: strcpy is banned here; use struct sl_str",
      { { "a.c", "void f(void) { strcpy(a, b); }\n" } } },
    { "banned", "malloc", { { "src/link/a.c", "void f(void) { x = malloc(1); }\n" } } },
    { "banned", "printf", { { "src/app/a.c", "void f(void) { printf(x); }\n" } } },
    { "banned", "atoi", { { "a.h", "#define F(x) \\\n  atoi(x)\n" } } },

    { "comments", NULL, { { "a.c", "/* http://x */ char x[] = \"http://x\";\n" } } },
    { "comments", "a.c:2", { { "a.c", "\nint x; // why\n" } } },

    { "contracts", NULL,
      { { "src/base/a.h", "/* a.h - x. */\nstruct s;\n/* why */\nint f(void);\nint g(void);\n"
                          "typedef int h(void);\n" },
        { "tests/b.h", "int f(void);\n" } } },
    { "contracts", "a.h:5: contracts: g has no contract",
      { { "src/base/a.h", "/* a.h - x. */\n/* why */\nint f(void);\n\nint g(void);\n" } } },
    { "contracts", "a.h:4: contracts: g has no contract",
      { { "include/sightline/a.h",
          "/* a.h - x. */\n\nstruct s {\nint a; }; __attribute__((pure)) int g(void);\n" } } },
    { "contracts", "say at the top: a.h - what", { { "src/base/a.h", "/* b.h - x. */\n" } } },

    { "floors", NULL,
      { { "src/link/a.c", "#include \"link/a.h\"\n#include \"base/b.h\"\n#include <math.h>\n"
                          "#include \"sightline/x.h\"\n" },
        { "tests/link/test_a.c", "#include \"cli/a.h\"\n" } } },
    { "floors", "link (floor 2) may not include store (floor 3)",
      { { "src/link/a.c", "#include \"store/a.h\"\n" } } },
    { "floors", "notice (floor 2) may not include link (floor 2)",
      { { "src/notice/a.c", "#include \"link/a.h\"\n" } } },
    { "floors", "a.c:1: floors: \"a.h\": write", { { "src/link/a.c", "#include \"a.h\"\n" } } },
    { "floors", "a public header", { { "include/sightline/a.h", "#include \"base/a.h\"\n" } } },
    { "floors", "stands on no floor", { { "src/attic/a.c", "\n" } } },
    { "floors", "include \"link/a.h\" first",
      { { "src/link/a.c", "#include <math.h>\n#include \"link/a.h\"\n" } } },

    { "purity", NULL,
      { { "src/link/a.c", "static const int x = 1;\nstruct y { int z; };\nenum { A };\n" },
        { "src/base/a.c", "#include <stdio.h>\nstatic int x;\n" } } },
    { "purity", "<stdio.h> reaches outside", { { "src/link/a.c", "#include <stdio.h>\n" } } },
    { "purity", "a.c:2: purity: a variable", { { "src/record/a.c", "\nstatic int x;\n" } } },
    { "purity", "a.c:1: purity: a variable",
      { { "src/link/a.c", "static struct x y = { f(1) };\n" } } },

    { "mirror", NULL, { { "src/link/a.c", "\n" }, { "tests/link/test_a.c", "\n" } } },
    { "mirror", "write tests/link/test_a.c", { { "src/link/a.c", "\n" } } },

    { "listed", NULL,
      { { "src/link/a.c", "\n" },
        { "src/link/CMakeLists.txt", "sl_module(link SOURCES a.c)\n" } } },
    { "listed", "not built",
      { { "src/link/a.c", "\n" }, { "src/link/CMakeLists.txt", "aa.c\n" } } },
    { "listed", "name it in tests/link/CMakeLists.txt", { { "tests/link/test_a.c", "\n" } } },
    { "listed", "name it in fuzz/CMakeLists.txt", { { "fuzz/fuzz_a.c", "\n" } } },

    { "readmes", NULL, { { "src/link/a.c", "\n" }, { "src/link/README.md", "# A\n" } } },
    { "readmes", "no README.md", { { "src/link/a.c", "\n" } } },

    { "links", NULL,
      { { "docs/a.md", "[b](../b.md#c) [d](http://x/y) [e](../docs/) [f](a.md)\n" },
        { "b.md", "[d](docs) [x](#y)\n" } } },
    { "links", "docs/a.md:2: links: a link to b.md", { { "docs/a.md", "\n[b](b.md)\n" } } },

    { "claims", NULL,
      { { "docs/security/a.md", "`app/b` (one_two: x), `link/none`, `app/b.h`; no_such\n" },
        { "tests/app/test_b.c", "one_two\n" } } },
    { "claims", "docs/security/a.md:2: claims: no test app/c",
      { { "docs/security/a.md", "\n`app/c`\n" }, { "tests/app/test_b.c", "\n" } } },
    { "claims", "one_three is not in tests/app/test_b.c",
      { { "docs/security/a.md", "`app/b`: one_two, one_three\n" },
        { "tests/app/test_b.c", "one_two\n" } } },
    { "claims", NULL,
      { { "docs/security/a.md", "| x | met | `app/b` |\n| y | met | [c](#d) |\n| z | open | |\n" },
        { "tests/app/test_b.c", "\n" } } },
    { "claims", "docs/security/a.md:1: claims: 'met' without a test or a page",
      { { "docs/security/a.md", "| x | met | `b.h` |\n" } } },
    { "claims", "no test fuzz/fuzz_a", { { "docs/security/a.md", "`fuzz/fuzz_a`\n" } } },

    { "root", NULL, { { "a", "\n" } } },
};
/* clang-format on */

static void make_parents(struct sl_test_folder *folder, const char *path)
{
    char part[256];

    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        (void)snprintf(part, sizeof(part), "%.*s", (int)(slash - path), path);
        (void)mkdir(sl_test_folder_path(folder, part), 0700);
    }
}

static void write_file(struct sl_test_folder *folder, const char *path, const char *text)
{
    make_parents(folder, path);
    (void)sl_test_folder_write(folder, path, sl_str_from(text));
}

/* How many lines of the report come from the rule; the last of them goes into *ret_line. */
static size_t
findings_of(const struct tidy_report *report, const char *rule, struct sl_str *ret_line)
{
    char mark[64];
    struct sl_str rest = sl_buf_str(&report->text);
    struct sl_str line = SL_STR("");
    size_t count = 0;

    (void)snprintf(mark, sizeof(mark), ": %s: ", rule);
    while (rest.len > 0 && sl_str_split(&rest, '\n', &line)) {
        if (sl_str_find(line, sl_str_from(mark)) < line.len) {
            *ret_line = line;
            count++;
        }
    }
    return count;
}

static void check_folder(struct sl_test_folder *folder, struct tidy_report *report)
{
    struct tidy_tree tree;
    struct sl_error err;

    *report = (struct tidy_report){ .finding_count = 0 };
    sl_buf_init(&report->text, (size_t)1 << 20);
    SL_CHECK_OK(tidy_tree_open(folder->path, &tree, &err), &err);
    tidy_check(&tree, report);
    tidy_tree_close(&tree);
}

static void run_example(const struct example *example)
{
    struct sl_test_folder folder;
    struct tidy_report report;
    struct sl_str line = SL_STR("");

    sl_test_folder_open(&folder);
    for (size_t i = 0; i < 3 && example->files[i].path != NULL; i++) {
        write_file(&folder, example->files[i].path, example->files[i].text);
    }
    check_folder(&folder, &report);
    sl_test_folder_close(&folder);

    const size_t count = findings_of(&report, example->rule, &line);
    const size_t expected = example->finding == NULL ? 0 : 1;
    if (count != expected ||
        (expected == 1 && sl_str_find(line, sl_str_from(example->finding)) >= line.len)) {
        const struct sl_str text = sl_buf_str(&report.text);
        fail_msg(
            "%s, expected: %s\nin the report:\n%.*s",
            example->rule,
            example->finding == NULL ? "nothing" : example->finding,
            SL_STR_ARG(text)
        );
    }
    sl_buf_finish(&report.text);
}

static void test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
        run_example(&examples[i]);
    }
}

static void test_every_rule_has_examples(void **state)
{
    (void)state;
    for (size_t r = 0; r < tidy_rule_count; r++) {
        size_t kept = 0;
        size_t broken = strcmp(tidy_rules[r].name, "root") == 0 ? 1 : 0; /* test_crowded_root */
        for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
            if (strcmp(examples[i].rule, tidy_rules[r].name) == 0) {
                kept += examples[i].finding == NULL;
                broken += examples[i].finding != NULL;
            }
        }
        if (kept == 0 || broken == 0) {
            fail_msg("%s: %zu kept, %zu broken", tidy_rules[r].name, kept, broken);
        }
    }
}

static void test_crowded_root(void **state)
{
    struct sl_test_folder folder;
    struct tidy_report report;
    struct sl_str line = SL_STR("");
    char name[16];

    (void)state;
    sl_test_folder_open(&folder);
    for (int i = 0; i < 21; i++) {
        (void)snprintf(name, sizeof(name), "f%d", i);
        write_file(&folder, name, "\n");
    }
    check_folder(&folder, &report);
    sl_test_folder_close(&folder);
    SL_CHECK_U64(findings_of(&report, "root", &line), 1);
    sl_buf_finish(&report.text);
}

static void test_what_is_built_is_not_ours(void **state)
{
    struct sl_test_folder folder;
    struct tidy_report report;

    (void)state;
    sl_test_folder_open(&folder);
    write_file(&folder, "build/a.c", "\tint x; // no\n");
    write_file(&folder, ".git/a.c", "\tint x; // no\n");
    check_folder(&folder, &report);
    sl_test_folder_close(&folder);
    SL_CHECK_U64(report.finding_count, 0);
    sl_buf_finish(&report.text);
}

static void test_binary_and_large_files(void **state)
{
    static char bytes[((size_t)1 << 20) + 2];
    struct sl_test_folder folder;
    struct tidy_report report;
    struct sl_str line = SL_STR("");

    (void)state;
    sl_test_folder_open(&folder);
    memset(bytes, 'x', sizeof(bytes));
    (void)sl_test_folder_write(&folder, "large", (struct sl_str){ bytes, sizeof(bytes) });
    (void)sl_test_folder_write(&folder, "zero", (struct sl_str){ "a\0b\n", 4 });
    check_folder(&folder, &report);
    sl_test_folder_close(&folder);
    SL_CHECK_U64(findings_of(&report, "blobs", &line), 2);
    SL_CHECK_STR(line, "zero: blobs: binary; only docs/images and fuzz/corpus may be");
    sl_buf_finish(&report.text);
}

static void test_no_such_root(void **state)
{
    struct sl_test_folder folder;
    struct tidy_tree tree;

    (void)state;
    sl_test_folder_open(&folder);
    SL_CHECK_STATUS(tidy_tree_open(sl_test_folder_path(&folder, "absent"), &tree, NULL), SL_IO);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_every_rule_has_examples),
        cmocka_unit_test(test_crowded_root),
        cmocka_unit_test(test_what_is_built_is_not_ours),
        cmocka_unit_test(test_binary_and_large_files),
        cmocka_unit_test(test_no_such_root),
    };

    return cmocka_run_group_tests_name("tools/tidy", tests, NULL, NULL);
}
