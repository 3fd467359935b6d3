/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report.c - the list of rules, and what they find.
 */
#include <stdarg.h>
#include <stdio.h>

#include "tidy.h"

/* In the order in which they run. tests/tools/test_tidy.c breaks each one on purpose. */
const struct tidy_rule tidy_rules[] = {
    {.name = "licence",    .check_file = tidy_check_licence  },
    { .name = "layout",    .check_file = tidy_check_layout   },
    { .name = "markers",   .check_file = tidy_check_markers  },
    { .name = "paths",     .check_file = tidy_check_paths    },
    { .name = "blobs",     .check_file = tidy_check_blobs    },
    { .name = "markdown",  .check_file = tidy_check_markdown },
    { .name = "sizes",     .check_file = tidy_check_sizes    },
    { .name = "nesting",   .check_file = tidy_check_nesting  },
    { .name = "banned",    .check_file = tidy_check_banned   },
    { .name = "quotes",    .check_file = tidy_check_quotes   },
    { .name = "comments",  .check_file = tidy_check_comments },
    { .name = "contracts", .check_file = tidy_check_contracts},
    { .name = "floors",    .check_file = tidy_check_floors   },
    { .name = "purity",    .check_file = tidy_check_purity   },
    { .name = "mirror",    .check_tree = tidy_check_mirror   },
    { .name = "listed",    .check_tree = tidy_check_listed   },
    { .name = "readmes",   .check_tree = tidy_check_readmes  },
    { .name = "links",     .check_tree = tidy_check_links    },
    { .name = "claims",    .check_tree = tidy_check_claims   },
    { .name = "root",      .check_tree = tidy_check_root     },
};

const size_t tidy_rule_count = sizeof(tidy_rules) / sizeof(tidy_rules[0]);

void tidy_check(const struct tidy_tree *tree, struct tidy_report *report)
{
    for (size_t i = 0; i < tidy_rule_count; i++) {
        const struct tidy_rule *rule = &tidy_rules[i];
        report->rule = rule->name;
        if (rule->check_tree != NULL) {
            rule->check_tree(tree, report);
            continue;
        }
        for (size_t f = 0; f < tree->file_count; f++) {
            rule->check_file(&tree->files[f], report);
        }
    }
}

void tidy_find(struct tidy_report *report, struct sl_str path, size_t line, const char *format, ...)
{
    char message[512];
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    report->finding_count++;
    sl_buf_add(&report->text, path);
    if (line > 0) {
        sl_buf_addf(&report->text, ":%zu", line);
    }
    sl_buf_addf(&report->text, ": %s: %s\n", report->rule, message);
}
