/* SPDX-License-Identifier: Apache-2.0 */
/*
 * doors.h - how each command is asked, and by which door it goes: the table that test_doors walks.
 *
 * A command that is not in the table fails the test. Words in braces stand for something of the
 * world of the test (walk.h); {out} is a path where nothing is yet.
 */
#ifndef SL_TESTS_CLI_DOORS_H
#define SL_TESTS_CLI_DOORS_H

#include <stdint.h>
#include <string.h>

#include "cli/commands.h"
#include "sharing/role.h"

#define WAY_WORDS 10

/* Where a command stands to the door of the store (app/access.h). */
enum way_door {
    WAY_DOOR,   /* it goes through it, by a permission */
    WAY_OWN,    /* and about who asks: whoever is signed in may */
    WAY_BEFORE, /* without a session: it makes a store, or begins or ends a session */
    WAY_FILES,  /* it knows no store: it reads files that who runs it has anyway */
};

struct way {
    const char *group, *name;
    enum way_door door;
    uint32_t permissions; /* of a WAY_DOOR: one of them is needed */
    const char *words[WAY_WORDS];
    bool tells;  /* to one who may, something of the person is told, or written to {out} */
    bool copies; /* what it writes is the store itself */
};

/* clang-format off */
static const struct way ways[] = {
    { "init", "", WAY_BEFORE, 0, { "--single-factor" }, false, false },
    { "sign-in", "", WAY_BEFORE, 0, { "all", "--password-file={secret}" }, false, false },
    { "sign-in", "", WAY_BEFORE, 0, { "all", "--invited", "--password-file={secret}" }, false,
      false },
    { "restore", "", WAY_BEFORE, 0, { "/absent/copy.db" }, false, false },
    { "sign-out", "", WAY_BEFORE, 0, { NULL }, false, false },
    { "password", "", WAY_OWN, 0, { "--password-file={secret}" }, false, false },
    { "session", "list", WAY_OWN, 0, { NULL }, false, false },
    { "session", "list", WAY_DOOR, SL_MAY(USERS), { "--user=*" }, false, false },
    { "session", "end", WAY_DOOR, SL_MAY(USERS), { "99" }, false, false },
    { "session", "end", WAY_DOOR, SL_MAY(USERS), { "--user=nobody" }, false, false },
    { "passkey", "list", WAY_OWN, 0, { NULL }, false, false },
    { "passkey", "remove", WAY_OWN, 0, { "1", "--password-file={secret}" }, false, false },
    { "authenticator", "begin", WAY_OWN, 0, { "--password-file={secret}" }, false, false },
    { "authenticator", "confirm", WAY_OWN, 0, { "--code-file={secret}" }, false, false },
    { "authenticator", "end", WAY_OWN, 0, { "--password-file={secret}" }, false, false },
    { "runs", "", WAY_DOOR, SL_MAY(INTAKE) | SL_MAY(REJECTS), { NULL }, false, false },
    { "rejects", "", WAY_DOOR, SL_MAY(REJECTS), { "1" }, true, false },
    { "findings", "", WAY_DOOR, SL_MAY(REJECTS), { NULL }, false, false },
    { "findings", "", WAY_DOOR, SL_MAY(REJECTS), { "1" }, false, false },
    { "backup", "", WAY_DOOR, SL_MAY(STORE), { "{out}" }, true, true },
    { "check", "", WAY_DOOR, SL_MAY(STORE), { NULL }, false, false },
    { "identity", "show", WAY_DOOR, SL_MAY(IDENTITY), { "{child}" }, true, false },
    { "identity", "review", WAY_DOOR, SL_MAY(IDENTITY), { NULL }, true, false },
    { "identity", "review", WAY_DOOR, SL_MAY(IDENTITY), { "{child}" }, true, false },
    { "identity", "join", WAY_DOOR, SL_MAY(IDENTITY), { "{child}", "{other}", "--reason=r" },
      false, false },
    { "identity", "split", WAY_DOOR, SL_MAY(IDENTITY), { "{child}", "{record}", "--reason=r" },
      false, false },
    { "identity", "hold-apart", WAY_DOOR, SL_MAY(IDENTITY), { "{child}", "{other}", "--reason=r"
      }, false,
      false },
    { "identity", "release", WAY_DOOR, SL_MAY(IDENTITY), { "{child}", "--reason=r" }, false, false
      },
    { "search", "", WAY_DOOR, SL_MAY(SEARCH), { "Zephyrine" }, true, false },
    { "search", "", WAY_DOOR, SL_MAY(SEARCH), { "9000057418" }, true, false },
    { "search", "", WAY_DOOR, SL_MAY(SEARCH), { "Quillfether", "2013" }, true, false },
    { "search", "", WAY_DOOR, SL_MAY(SEARCH), { "07700 900417" }, true, false },
    { "search", "", WAY_DOOR, SL_MAY(SEARCH), { "Quillfether", "OL1 4ZZ" }, true, false },
    { "picture", "", WAY_DOOR, SL_MAY(PICTURE) | SL_MAY(AUDIT), { "{child}" }, true, false },
    { "picture", "", WAY_DOOR, SL_MAY(EXPORT), { "{child}", "--genogram={out}.svg" }, true,
      false },
    { "picture", "", WAY_DOOR, SL_MAY(PICTURE), { "9000057418" }, true, false },
    { "picture", "", WAY_DOOR, SL_MAY(PICTURE), { "quillfether", "--all" }, true,
      false },
    { "notice", "explain", WAY_DOOR, SL_MAY(PICTURE) | SL_MAY(AUDIT), { "{child}" }, false,
      false },
    { "notice", "run", WAY_DOOR, SL_MAY(STORE), { NULL }, false, false },
    { "notice", "list", WAY_DOOR, SL_MAY(QUESTION), { NULL }, false, false },
    { "notice", "list", WAY_DOOR, SL_MAY(QUESTION), { "--groups", "--json" }, false, false },
    { "notice", "audit", WAY_DOOR, SL_MAY(FAIRNESS), { NULL }, false, false },
    { "question", "raise", WAY_DOOR, SL_MAY(QUESTION), { "{child}" }, false, false },
    { "question", "list", WAY_DOOR, SL_MAY(QUESTION), { NULL }, false, false },
    { "question", "show", WAY_DOOR, SL_MAY(QUESTION), { "1" }, false, false },
    { "question", "answer", WAY_DOOR, SL_MAY(QUESTION), { "1", "--answer=done", "--reason=r" },
      false, false },
    { "question", "allocate", WAY_DOOR, SL_MAY(ALLOCATE), { "1", "--to=all" }, false, false },
    { "question", "challenge", WAY_DOOR, SL_MAY(QUESTION), { "1", "--reason=r" }, false, false },
    { "question", "escalate", WAY_DOOR, SL_MAY(QUESTION), { "1", "--reason=r" }, false, false },
    { "question", "close", WAY_DOOR, SL_MAY(QUESTION), { "1", "--reason=r" }, false, false },
    { "user", "add", WAY_DOOR, SL_MAY(USERS), { "new", "--name=New", "--agency=police" }, false,
      false },
    { "user", "invite", WAY_DOOR, SL_MAY(USERS), { "nobody" }, false, false },
    { "user", "end", WAY_DOOR, SL_MAY(USERS), { "nobody" }, false, false },
    { "user", "role", WAY_DOOR, SL_MAY(USERS), { "nobody", "leader" }, false, false },
    { "user", "tie", WAY_DOOR, SL_MAY(USERS) | SL_MAY(ALLOCATE), { "nobody", "team", "{child}" },
      false, false },
    { "user", "import", WAY_DOOR, SL_MAY(USERS), { "{users}" }, false, false },
    { "user", "list", WAY_DOOR, SL_MAY(USERS), { "--ended" }, false, false },
    { "user", "show", WAY_DOOR, SL_MAY(USERS), { "all" }, false, false },
    { "proposal", "list", WAY_DOOR, SL_MAY(USERS) | SL_MAY(ERASE_CONFIRM), { NULL }, false, false },
    { "proposal", "confirm", WAY_DOOR, SL_MAY(USERS) | SL_MAY(ERASE_CONFIRM), { "99" }, false,
      false },
    { "proposal", "refuse", WAY_DOOR, SL_MAY(USERS) | SL_MAY(ERASE_CONFIRM), { "99" }, false,
      false },
    { "setting", "", WAY_DOOR, SL_MAY(USERS), { "factors", "one" }, false, false },
    { "seal", "add", WAY_DOOR, SL_MAY(SEAL), { "absent/s/1", "--reason=r" }, false, false },
    { "seal", "lift", WAY_DOOR, SL_MAY(SEAL), { "absent/s/1" }, false, false },
    { "seal", "allow", WAY_DOOR, SL_MAY(SEAL), { "absent/s/1", "all" }, false, false },
    { "seal", "deny", WAY_DOOR, SL_MAY(SEAL), { "absent/s/1", "all" }, false, false },
    { "seal", "withhold", WAY_DOOR, SL_MAY(SEAL), { "absent/s/1", "phone", "--reason=r" }, false,
      false },
    { "seal", "list", WAY_DOOR, SL_MAY(SEAL), { "--ended" }, false, false },
    { "glass", "break", WAY_DOOR, SL_MAY(BREAK_GLASS), { "{child}", "--reason=missing_child",
      "--words=Not home since noon" }, false, false },
    { "glass", "review", WAY_DOOR, SL_MAY(GLASS_REVIEW), { "99", "--right", "--words=It was so" },
      false, false },
    { "glass", "list", WAY_DOOR, SL_MAY(BREAK_GLASS) | SL_MAY(GLASS_REVIEW), { "--all" }, false,
      false },
    { "glass", "count", WAY_DOOR, SL_MAY(GLASS_REVIEW) | SL_MAY(OVERSIGHT), { NULL }, false,
      false },
    { "request", "ask", WAY_DOOR, SL_MAY(ASK), { "{child}", "nhs/s/1", "--of=nhs",
      "--reason=Meeting" }, false, false },
    { "request", "answer", WAY_DOOR, SL_MAY(ANSWER), { "99", "{record}", "--given" }, false,
      false },
    { "request", "withdraw", WAY_DOOR, SL_MAY(ASK), { "99" }, false, false },
    { "request", "list", WAY_DOOR, SL_MAY(ASK) | SL_MAY(ANSWER), { "--all" }, false, false },
    { "agreement", "check", WAY_FILES, 0, { "{agreement}" }, false, false },
    { "agreement", "diff", WAY_FILES, 0, { "{agreements}", "{agreements}" }, false, false },
    { "agreement", "explain", WAY_FILES, 0, { "--agreements={agreements}",
      "--scenario=/absent/x" }, false, false },
    { "agreement", "confirm", WAY_DOOR, SL_MAY(AGREEMENT), { NULL }, false, false },
    { "notice", "check", WAY_FILES, 0, { "/absent/x" }, false, false },
    { "ledger", "key", WAY_FILES, 0, { "example.org", "--out={out}" }, false, false },
    { "ledger", "init", WAY_FILES, 0, { "{out}", "--key=/absent/x" }, false, false },
    { "ledger", "verify", WAY_FILES, 0, { "{ledger}" }, false, false },
    { "ledger", "witness", WAY_FILES, 0, { "{ledger}", "--key=/absent/x", "--state=/absent/x" },
      false, false },
    { "ledger", "show", WAY_FILES, 0, { "{ledger}" }, false, false },
    { "ledger", "prove", WAY_FILES, 0, { "{ledger}", "0" }, false, false },
    { "ledger", "who-saw", WAY_DOOR, SL_MAY(LEDGER_READ), { "{child}" }, false, false },
    { "ledger", "what-saw", WAY_DOOR, SL_MAY(LEDGER_READ), { "all" }, true, false },
    { "ledger", "known", WAY_DOOR, SL_MAY(LEDGER_READ), { "{child}", "--on=2026-01-01" }, false,
      false },
    { "ledger", "erase", WAY_DOOR, SL_MAY(ERASE), { "1", "--why=r" }, false, false },
    { "subject-access", "", WAY_DOOR, SL_MAY(SUBJECT_ACCESS), { "{child}", "--out={out}" }, true,
      false },
    { "formats", "", WAY_FILES, 0, { NULL }, false, false },
    { "link", "dedupe", WAY_FILES, 0, { "/absent/x", "--id=id", "--fields=a=surname" }, false,
      false },
    { "link", "match", WAY_FILES, 0, { "/absent/x", "/absent/y", "--id=id",
      "--fields=a=surname" }, false, false },
    { "link", "evaluate", WAY_FILES, 0, { "--clusters=/absent/x", "--truth=/absent/y", "--id=id",
      "--truth-column=t" },
      false, false },
    { "link", "explain", WAY_FILES, 0, { "/absent/x", "--id=id", "--fields=a=surname",
      "--model=/absent/y", "--pair=1,2" }, false, false },
    { "link", "profile", WAY_FILES, 0, { "/absent/x" }, false, false },
    /* These bring what is derived up to date, and come last. */
    { "intake", "", WAY_DOOR, SL_MAY(INTAKE), { "--agency=bolton", "--system=s",
      "--format=pole-jsonl", "{file}", "--rejects={out}" }, false, false },
    { "rebuild", "", WAY_DOOR, SL_MAY(STORE), { NULL }, false, false },
    { "identify", "", WAY_DOOR, SL_MAY(IDENTITY), { NULL }, false, false },
};
/* clang-format on */
#define WAY_COUNT (sizeof ways / sizeof ways[0])

/* The command of a way; NULL when there is none of this name any more. */
static inline const struct sl_command *way_command(const struct way *way)
{
    size_t count = 0;
    const struct sl_command *const *commands = sl_cli_commands(&count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(way->group, commands[i]->group) == 0 &&
            strcmp(way->name, commands[i]->name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

static inline bool way_takes(const struct sl_command *command, const char *option)
{
    for (size_t i = 0; command != NULL && i < command->option_count; i++) {
        if (strcmp(command->options[i].name, option) == 0) {
            return true;
        }
    }
    return false;
}

#endif
