/* SPDX-License-Identifier: Apache-2.0 */
#include "web/connections.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/memory.h"
#include "support/support.h"
#include "web/limit.h"

#define REQUEST_SECONDS 10u
#define REQUEST_MS      INT64_C(10000)

static bool is_cut(int fd)
{
    char byte = 0;

    return recv(fd, &byte, 1, MSG_DONTWAIT) == 0;
}

static void test_each_part_has_its_time(void **state)
{
    struct sl_connections *connections = NULL;
    struct sl_error err;
    int ends[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    SL_CHECK_OK(sl_connections_open(REQUEST_SECONDS, &connections, &err), &err);
    struct sl_connection *one = sl_connections_add(connections, ends[0], 1000);
    SL_CHECK_U64(sl_connections_busy(connections), 0);
    SL_CHECK_U64(sl_connections_cut(connections, 1000 + REQUEST_MS), 0);
    sl_connections_turn(connections, one, SL_CONNECTION_READING, 5000);
    SL_CHECK_U64(sl_connections_busy(connections), 1);
    SL_CHECK_U64(sl_connections_cut(connections, 5000 + REQUEST_MS), 0);
    sl_connections_turn(connections, one, SL_CONNECTION_ANSWERING, 6000);
    SL_CHECK_U64(sl_connections_busy(connections), 1);
    SL_CHECK_U64(sl_connections_cut(connections, 6000 + INT64_C(1000) * SL_WEB_ANSWER_SECONDS), 0);
    assert_false(is_cut(ends[1]));
    SL_CHECK_U64(sl_connections_cut(connections, 6001 + INT64_C(1000) * SL_WEB_ANSWER_SECONDS), 1);
    assert_true(is_cut(ends[1]));
    sl_connections_remove(connections, one);
    sl_connections_close(connections);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static void test_only_who_is_late_is_cut(void **state)
{
    struct sl_connection *all[3];
    struct sl_connections *connections = NULL;
    struct sl_error err;
    int ends[3][2];

    (void)state;
    SL_CHECK_OK(sl_connections_open(REQUEST_SECONDS, &connections, &err), &err);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends[i]), 0);
        all[i] = sl_connections_add(connections, ends[i][0], INT64_C(1000) * i);
    }
    SL_CHECK_U64(sl_connections_cut(connections, REQUEST_MS + 1500), 2);
    SL_CHECK_U64(sl_connections_cut(connections, REQUEST_MS + 1500), 0);
    assert_true(is_cut(ends[0][1]) && is_cut(ends[1][1]) && !is_cut(ends[2][1]));
    sl_connections_remove(connections, all[1]);
    sl_connections_remove(connections, all[2]);
    SL_CHECK_U64(sl_connections_cut(connections, 10 * REQUEST_MS), 1);
    sl_connections_remove(connections, all[0]);
    for (int i = 0; i < 3; i++) {
        (void)close(ends[i][0]);
        (void)close(ends[i][1]);
    }
    sl_connections_close(connections);
}

/* Without memory a connection is served all the same. */
static void test_without_memory(void **state)
{
    struct sl_connections *connections = NULL;
    struct sl_error err;

    (void)state;
    sl_memory_fail_after(0);
    const enum sl_status status = sl_connections_open(1, &connections, &err);
    sl_memory_fail_after(UINT64_MAX);
    SL_CHECK_STATUS(status, SL_NO_MEMORY);
    SL_CHECK_OK(sl_connections_open(1, &connections, &err), &err);
    sl_memory_fail_after(0);
    struct sl_connection *none = sl_connections_add(connections, -1, 0);
    sl_memory_fail_after(UINT64_MAX);
    assert_null(none);
    sl_connections_turn(connections, none, SL_CONNECTION_READING, 0);
    sl_connections_remove(connections, none);
    SL_CHECK_U64(sl_connections_busy(connections), 0);
    sl_connections_close(connections);
    sl_connections_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_part_has_its_time),
        cmocka_unit_test(test_only_who_is_late_is_cut),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
