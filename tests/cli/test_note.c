/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_house.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

#define A       "n-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define WITH_ID "--id=n-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define NOTE(capture, house, ...) \
    CAPTURE((capture), "note", __VA_ARGS__, "--store", (house)->people.store_path)

/* The practitioner is signed in, and nobody holds the store open. */
static struct child_house *open_house(void **state)
{
    struct child_house *house = *state;

    sl_store_close(house->people.store);
    house->people.store = NULL;
    signed_in_as(house->people.store_path, &house->people.folder, "practitioner");
    return house;
}

static void said(struct capture *capture, const char *text)
{
    SL_CHECK_STR(sl_buf_str(&capture->err), "");
    SL_CHECK_I64(capture->exit_status, 0);
    if (!capture_has(&capture->out, text)) {
        fail_msg("'%s' does not say '%s'", capture->out.ptr, text);
    }
    capture_finish(capture);
}

static void refused(struct capture *capture, enum sl_status status, const char *text)
{
    SL_CHECK_I64(capture->exit_status, sl_status_exit(status));
    if (!capture_has(&capture->err, text)) {
        fail_msg("'%s' does not say '%s'", capture->err.ptr, text);
    }
    capture_finish(capture);
}

static void added_changed_listed_withdrawn(void **state)
{
    struct child_house *house = open_house(state);
    const char *child = child_id(house->child).ptr;
    struct capture capture;

    for (int i = 0; i < 2; i++) {
        NOTE(
            &capture,
            house,
            "add",
            child,
            WITH_ID,
            "--kind=visit",
            "--happened=2026-03~",
            "--child-words=I want my nan",
            "--person=present=Mum",
            "--person=professional=Mr Teale"
        );
        said(
            &capture,
            i == 0 ? "Note " A " is recorded (version 1)." : "was recorded already (version 1)."
        );
    }
    NOTE(
        &capture, house, "change", A, "--version=1", "--observed=A thin coat", "--reason=left out"
    );
    said(&capture, "is recorded (version 2).");
    NOTE(&capture, house, "change", A, "--version=1", "--observed=Other", "--reason=late");
    refused(&capture, SL_INVALID, "somebody else has changed the note");
    NOTE(&capture, house, "list", child);
    said(&capture, A ", version 2, visit, 2026-03~, written by practitioner at 2026-");
    NOTE(&capture, house, "list", child);
    said(
        &capture,
        "   the child: I want my nan\n   observed: A thin coat\n   present: Mum\n"
        "   professional: Mr Teale\n   changed, as: left out\n"
    );
    NOTE(&capture, house, "list", child, "--json");
    said(&capture, "\"version\": 2");
    NOTE(&capture, house, "change", A, "--version=2", "--withdraw", "--reason=wrong child");
    said(&capture, "is recorded (version 3).");
    NOTE(&capture, house, "list", child, "--json");
    said(&capture, "[]\n");
}

static void what_is_wrong_is_said(void **state)
{
    struct child_house *house = open_house(state);
    const char *child = child_id(house->child).ptr;
    struct capture capture;

    NOTE(&capture, house, "add", child, "--happened=2026");
    refused(&capture, SL_INVALID, "write what the child said");
    NOTE(&capture, house, "add", child, "--child-words=w");
    refused(&capture, SL_INVALID, "say when it happened");
    NOTE(&capture, house, "add", child, "--child-words=w", "--happened=2026", "--kind=crime");
    refused(&capture, SL_USAGE, "'crime' is not a kind of note");
    NOTE(&capture, house, "add", child, "--child-words=w", "--happened=2026", "--person=Mum");
    refused(&capture, SL_USAGE, "'Mum' is not ROLE=WHO");
    NOTE(&capture, house, "add", child, "--child-words=w", "--happened=2026", "--person=a=Mum");
    refused(&capture, SL_USAGE, "'a' is not a role");
    NOTE(&capture, house, "add", child, "--child-words=w", "--happened=2026", "--id=n-1");
    refused(&capture, SL_INVALID, "the id of the note is none");
    NOTE(&capture, house, "change", A, "--version=1", "--reason=r");
    refused(&capture, SL_NOT_FOUND, "there is no note '" A "'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(added_changed_listed_withdrawn),
        CHILD_TEST(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
