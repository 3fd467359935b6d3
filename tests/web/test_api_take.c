/* SPDX-License-Identifier: Apache-2.0 */
#include "web/api_take.h"

#include <fcntl.h>
#include <unistd.h>

#include "api_site.h"
#include "base/file.h"
#include "web/site_impl.h"

static struct sl_visit
visit_of(struct child_site *site, const struct sl_request *request, struct sl_access *access)
{
    return (struct sl_visit
    ){ .site = site->world.site, .request = request, .access = access, .now_us = ACCESS_NOW };
}

/* A body that is here goes into a file that is gone with it; one that came as a file is that. */
static void a_body_is_a_file(void **state)
{
    struct child_site *site = *state;
    struct sl_request request = { .body = SL_STR("some bytes") };
    struct sl_access *access = access_open(site->house->people.store_path, "all");
    struct sl_visit visit = visit_of(site, &request, access);
    struct sl_api_file file;
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, 100);
    SL_CHECK_OK(sl_api_file_open(&visit, &file, &err), &err);
    SL_CHECK_OK(sl_file_read(file.path, &text, &err), &err);
    SL_CHECK_STR(sl_buf_str(&text), "some bytes");
    assert_true(file.fd >= 0);
    const int fd = file.fd;
    sl_api_file_close(&file);
    SL_CHECK_I64(fcntl(fd, F_GETFD), -1);
    request.file = "/proc/self/fd/0";
    SL_CHECK_OK(sl_api_file_open(&visit, &file, &err), &err);
    assert_string_equal(file.path, "/proc/self/fd/0");
    SL_CHECK_I64(file.fd, -1);
    sl_api_file_close(&file);
    assert_true(fcntl(0, F_GETFD) >= 0);
    sl_buf_finish(&text);
    sl_access_close(access);
}

/* A file is opened before the body comes for who may send one, and for nobody else. */
static void a_file_is_for_who_may(void **state)
{
    static const struct {
        const char *target;
        enum sl_method method;
        bool is_file;
    } tries[] = {
        {"/api/intake/police/other/pole-jsonl",          SL_METHOD_POST,  true },
        { "/api/intake/police/other/pole-jsonl",         SL_METHOD_GET,   false},
        { "/api/intake/police/other/pole-jsonl",         SL_METHOD_OTHER, false},
        { "/api/children_social_care_data/353/children", SL_METHOD_POST,  true },
        { "/api/search",                                 SL_METHOD_POST,  false},
        { "/api/nothing",                                SL_METHOD_POST,  false},
        { "/sign-in",                                    SL_METHOD_POST,  false},
    };
    struct child_site *site = *state;
    struct sl_request request = { .peer = SL_STR("192.0.2.7") };
    struct sl_arena arena;

    sl_arena_init(&arena, (size_t)16 << 20);
    for (unsigned knows = 0; knows < 2; knows++) {
        request.headers[SL_HEADER_AUTHORIZATION] = sl_str_from(knows ? api_header : "Bearer x");
        for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
            request.target = sl_str_from(tries[i].target);
            request.method = tries[i].method;
            const int fd = sl_site_file(site->world.site, &request, &arena);
            assert_true((fd >= 0) == (knows && tries[i].is_file));
            if (fd >= 0) {
                SL_CHECK_I64(close(fd), 0);
            }
        }
    }
    sl_arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        API_TEST(a_body_is_a_file),
        API_TEST(a_file_is_for_who_may),
    };
    return cmocka_run_group_tests_name("web/api_take", tests, NULL, NULL);
}
