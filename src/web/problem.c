/* SPDX-License-Identifier: Apache-2.0 */
#include "web/problem.h"

#include "web/api_problem.h"
#include "web/web_templates.h"

/* What is said of a status. The last one is for all others. */
struct problem {
    unsigned status;
    bool says_why; /* users can do something about it */
    struct sl_str title, text;
};

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* clang-format off */
static const struct problem problems[] = {
    { 400, true, TEXT("We could not understand that"),
      TEXT("Go back, check what you entered, and try again.") },
    { 403, true, TEXT("You cannot do this"), TEXT("") },
    { 404, true, TEXT("Page not found"),
      TEXT("If you typed the web address, check it is correct. If you pasted it, check you copied "
           "all of it.") },
    { 405, false, TEXT("This page cannot be used that way"),
      TEXT("Go back to the home page and start again from there.") },
    { 413, false, TEXT("What you sent is too large"),
      TEXT("Go back and send less at once: a form can hold about 1 megabyte.") },
    { 414, false, TEXT("The web address is too long"),
      TEXT("Go back to the home page and start again from there.") },
    { 415, false, TEXT("This page does not take files of this kind"),
      TEXT("Go back and use the form on the page.") },
    { 431, false, TEXT("Your browser sent too much"),
      TEXT("Close the browser, open it again and sign in.") },
    { 503, false, TEXT("Sightline is busy"),
      TEXT("Nothing was changed. Wait a minute, then try again. What you saved before is safe.") },
    { 500, false, TEXT("Sorry, there is a problem with Sightline"),
      TEXT("Nothing was changed. Try again later. If it happens again, tell whoever runs Sightline "
           "for your agency the time at which it happened.") },
};
/* clang-format on */
#define PROBLEM_COUNT (sizeof problems / sizeof problems[0])

/* When not even a page can be written. */
static const struct sl_str last_words =
    TEXT("Sorry, there is a problem with Sightline. Try again.\n");

unsigned sl_problem_status(enum sl_status status)
{
    static const unsigned statuses[] = {
        [SL_OK] = 200,        [SL_USAGE] = 400,       [SL_INVALID] = 400,
        [SL_NOT_FOUND] = 404, [SL_LIMIT] = 400,       [SL_NO_MEMORY] = 503,
        [SL_IO] = 503,        [SL_UNSUPPORTED] = 500, [SL_DENIED] = 403,
    };

    return statuses[status];
}

static const struct problem *problem_of(unsigned status)
{
    size_t i = 0;

    while (i + 1 < PROBLEM_COUNT && problems[i].status != status) {
        i++;
    }
    return &problems[i];
}

static struct sl_value said(struct sl_visit *visit, const struct problem *problem, const char *text)
{
    return sl_visit_text(visit, sl_str_from(problem->says_why ? text : ""));
}

void sl_problem_show(struct sl_visit *visit, unsigned status, const struct sl_error *why)
{
    static const struct sl_error nothing = { .status = SL_OK };
    const struct problem *problem = problem_of(status);
    struct sl_response *response = visit->response;

    why = why == NULL ? &nothing : why;
    if (status >= 500) {
        visit->why = *why;
    }
    sl_response_clear(response);
    if (visit->is_api) {
        sl_api_problem_show(visit, status, why);
        return;
    }
    sl_page_init(&visit->page, &response->body, visit->arena);
    sl_pages_problem_print(
        &visit->page,
        &(struct sl_pages_problem_page){
            .site = sl_visit_frame(visit),
            .title = sl_value_text(problem->title),
            .text = sl_value_text(problem->text),
            .reason = said(visit, problem, why->message),
            .detail = said(visit, problem, why->detail),
            .advice = said(visit, problem, why->hint),
        }
    );
    if (sl_page_status(&visit->page, NULL) != SL_OK) {
        sl_response_clear(response);
        response->fixed = last_words;
        response->headers[response->header_count++] =
            (struct sl_response_header){ .name = "content-type", .value = "text/plain" };
    }
    response->status = status;
}
