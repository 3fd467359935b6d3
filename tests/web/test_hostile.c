/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each parameter of each route is sent what hurts: ways out of a folder, headers, elements, SQL,
 * numbers that are too large, what is no text, too much of it. Nothing fails, nothing of it comes
 * out as it went in, and nothing is changed for others.
 */
#include "hostile.h"

#include <dirent.h>

#include "base/file.h"
#include "base/hash.h"

#define ROUNDS 600

/* What hurts somewhere. The last is filled by long_value. */
static const char header_value[] = "x\r\n" HOSTILE_HEADER ": 1\r\n\r\n" HOSTILE_TAG ">";
static const char element_value[] = "'\"></title></script>" HOSTILE_TAG " onload=x>";
static char long_value[3000];
static const char *const values[] = {
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "P00000001",
    "oldham/records/c1",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "%",
    header_value,
    element_value,
    "{{7*7}}{% raw %}${7*7}",
    "' OR 1=1; DROP TABLE session; --",
    "\xff\xfe\x80",
    "\xe2\x80\xae\xd8\xa7\xd9\x84\xf0\x9f\x91\xa7",
    "javascript:alert(7)",
    "//evil.example/x",
    "/\\evil.example",
    "2026-02-30",
    long_value,
};
#define VALUES (sizeof values / sizeof values[0])

static struct sl_str value_of(size_t index)
{
    memset(long_value, 'A', sizeof long_value - 1);
    return sl_str_from(values[index]);
}

/* In the address as it is, which browsers do not send; or as they do. */
static void add(struct sl_buf *place, struct sl_str value, bool is_raw)
{
    if (is_raw) {
        sl_buf_add(place, value);
    } else {
        sl_url_encode(value, place);
    }
}

static void add_field(struct sl_buf *place, const char *name, struct sl_str value, bool is_raw)
{
    sl_buf_addf(place, "&%s=", name);
    add(place, value, is_raw);
}

static const char *type_of(const struct sl_route *route)
{
    return route->is_api ? "application/json" : "application/x-www-form-urlencoded";
}

/* All members that any body has, with the value in each. */
static void add_members(struct sl_buf *body, struct sl_str value)
{
    static const char *const names[] = { "words", "child", "holder", "reason" };

    sl_buf_clear(body);
    sl_json_begin_object(body, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        sl_json_add_text(body, names[i], value);
    }
    sl_json_begin_list(body, "records");
    sl_json_add_text(body, NULL, value);
    sl_json_end_list(body);
    sl_json_end_object(body);
}

static void check(struct hostile *hostile, const struct sl_route *route, const char *fault)
{
    if (fault != NULL) {
        fail_msg("%s: %s: %.300s", route->name, fault, hostile->target.ptr);
    }
}

/* One request to a route, with the value in everything. */
static void send_all(
    struct hostile *hostile, const struct sl_route *route, bool posts, struct sl_str value, bool raw
)
{
    struct sl_buf part;

    sl_buf_init(&part, 4 * sizeof long_value);
    add(&part, value, raw);
    const struct sl_str parts[] = { sl_buf_str(&part) };
    hostile_path(hostile, route->pattern, parts, 1);
    sl_buf_addf(&hostile->target, "?x=1");
    hostile_form(hostile);
    for (size_t i = 0; i < HOSTILE_NAMES; i++) {
        if (hostile->target.len + part.len < SL_WEB_TARGET_BYTES - 40) {
            add_field(&hostile->target, hostile_names[i], value, raw);
        }
        if (strcmp(hostile_names[i], SL_GUARD_FIELD) != 0) {
            add_field(&hostile->body, hostile_names[i], value, raw);
        }
    }
    if (route->is_api) {
        add_members(&hostile->body, value);
    }
    check(
        hostile,
        route,
        hostile_send(hostile, posts ? SL_METHOD_POST : SL_METHOD_GET, type_of(route), value)
    );
    sl_buf_finish(&part);
}

static void every_parameter_of_every_route(void **state)
{
    struct hostile hostile;
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    (void)state;
    hostile_open(&hostile);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < VALUES; j++) {
            for (unsigned raw = 0; raw < 2; raw++) {
                send_all(&hostile, &routes[i], false, value_of(j), raw == 1);
                send_all(&hostile, &routes[i], true, value_of(j), raw == 1);
            }
        }
    }
    hostile_check_child(&hostile);
    print_message("%u requests\n", hostile.sent);
    hostile_close(&hostile);
}

/* Some parameters as they should be, and some that hurt: what a check of one would hide. */
static void some_of_them_by_chance(void **state)
{
    struct hostile hostile;
    struct sl_random random;
    size_t count = 0;
    const struct sl_route *routes = sl_routes(&count);

    (void)state;
    sl_random_init(&random, sl_test_seed());
    hostile_open(&hostile);
    const struct sl_str id = child_id(hostile.site->house->child);
    for (unsigned i = 0; i < ROUNDS; i++) {
        const struct sl_route *route = &routes[sl_random_below(&random, count)];
        const bool posts = sl_random_below(&random, 2) == 0;
        const struct sl_str parts[] = {
            sl_random_below(&random, 4) > 0 ? id : value_of(5),
            SL_STR("1"),
            sl_random_below(&random, 2) > 0 ? SL_STR("pole-jsonl") : SL_STR("1"),
        };
        hostile_path(&hostile, route->pattern, parts, 3);
        sl_buf_addf(&hostile.target, "?x=1");
        hostile_form(&hostile);
        for (uint64_t j = sl_random_below(&random, 6); j > 0; j--) {
            const char *name = hostile_names[sl_random_below(&random, HOSTILE_NAMES)];
            const struct sl_str value = value_of(sl_random_below(&random, VALUES - 1));
            const bool is_raw = sl_random_below(&random, 4) == 0;
            if (strcmp(name, SL_GUARD_FIELD) != 0) {
                add_field(posts ? &hostile.body : &hostile.target, name, value, is_raw);
            }
        }
        if (route->is_api) {
            add_members(&hostile.body, value_of(sl_random_below(&random, VALUES)));
        }
        check(
            &hostile,
            route,
            hostile_send(
                &hostile, posts ? SL_METHOD_POST : SL_METHOD_GET, type_of(route), SL_STR("")
            )
        );
    }
    hostile_check_child(&hostile);
    hostile_close(&hostile);
}

/* Ways out of the folder of assets, which alone has names of files. */
static void nothing_leads_out_of_a_folder(void **state)
{
    static const char *const paths[] = {
        "/assets/../../etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "//etc/passwd",
        "/assets/....//etc/passwd",
        "/assets/..\\..\\etc\\passwd",
        "/../sightline.db",
        "/assets/%c0%ae%c0%ae/passwd",
        "/assets/..;/sightline.db",
    };
    struct hostile hostile;
    struct site_reply reply;

    (void)state;
    hostile_open(&hostile);
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        site_get(&hostile.site->world, paths[i], &reply);
        assert_in_range(reply.response.status, 400, 404);
        assert_false(site_says(&reply, "root:"));
        site_reply_finish(&reply);
    }
    hostile_close(&hostile);
}

static bool is_known(struct sl_str name)
{
    for (size_t i = 0; i < HOSTILE_NAMES; i++) {
        if (sl_str_equal(name, sl_str_from(hostile_names[i]))) {
            return true;
        }
    }
    return false;
}

/* Each text in quotes that stands, somewhere in a line, behind these words. */
static void check_names(const char *file, struct sl_str line, const char *words, const char *before)
{
    const size_t at = sl_str_find(line, sl_str_from(words));

    if (at == line.len) {
        return;
    }
    struct sl_str rest = sl_str_part(line, at, line.len);
    const size_t open = sl_str_find(rest, sl_str_from(before));
    if (open == rest.len) {
        return;
    }
    rest = sl_str_part(rest, open + strlen(before), rest.len);
    const struct sl_str name = sl_str_part(rest, 0, sl_str_find(rest, SL_STR("\"")));
    if (name.len > 0 && !is_known(name)) {
        fail_msg("%s reads '%.*s', which hostile.h does not know", file, SL_STR_ARG(name));
    }
}

/* No page reads a field that is not among those that are sent here. */
static void every_name_is_known(void **state)
{
    static const char *const calls[] = { "sl_form_get(", "sl_form_has(", "sl_form_next(" };
    DIR *folder = opendir("src/web");
    unsigned read = 0;

    (void)state;
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char path[300];
        struct sl_buf text;
        struct sl_str line;
        if (!sl_str_ends(sl_str_from(entry->d_name), SL_STR(".c"))) {
            continue;
        }
        (void)snprintf(path, sizeof path, "src/web/%s", entry->d_name);
        sl_buf_init(&text, (size_t)1 << 20);
        SL_CHECK_OK(sl_file_read(path, &text, NULL), NULL);
        struct sl_str rest = sl_buf_str(&text);
        const bool is_page = sl_str_ends(sl_str_from(path), SL_STR("_page.c"));
        while (sl_str_split(&rest, '\n', &line)) {
            for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
                check_names(path, line, calls[i], "SL_STR(\"");
            }
            if (is_page) {
                check_names(path, line, ".name = ", "\"");
            }
        }
        sl_buf_finish(&text);
        read++;
    }
    (void)closedir(folder);
    assert_true(read > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_is_known),
        cmocka_unit_test(every_parameter_of_every_route),
        cmocka_unit_test(some_of_them_by_chance),
        cmocka_unit_test(nothing_leads_out_of_a_folder),
    };
    return cmocka_run_group_tests_name("web/hostile", tests, NULL, NULL);
}
