/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_genogram.h"

#include "app/picture_fixture.h"

static void check_begins(const char *path, const char *begin)
{
    struct sl_buf text;

    sl_buf_init(&text, (size_t)1 << 20);
    sl_test_read(path, &text);
    assert_true(sl_str_starts(sl_buf_str(&text), sl_str_from(begin)));
    sl_buf_finish(&text);
}

static void names_of_files(void **state)
{
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_picture_genogram_check("a.svg", &err), &err);
    SL_CHECK_OK(sl_picture_genogram_check("b/a.dot", &err), &err);
    SL_CHECK_STATUS(sl_picture_genogram_check("a.png", &err), SL_USAGE);
    assert_true(err.hint[0] != '\0');
    SL_CHECK_STATUS(sl_picture_genogram_check("svg", &err), SL_USAGE);
}

static void written_whole_or_not(void **state)
{
    struct people_fixture *fixture = *state;
    struct picture_desk desk;
    struct sl_error err;
    char path[600];

    picture_desk_open(&desk);
    const int64_t child = picture_fill(fixture);
    SL_CHECK_OK(picture_try(&desk, fixture->store, child, &err), &err);
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&fixture->folder, "g.svg"));
    SL_CHECK_OK(sl_picture_genogram_write(desk.picture, path, &err), &err);
    check_begins(path, "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" lang=\"en-GB\"");
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&fixture->folder, "g.dot"));
    SL_CHECK_OK(sl_picture_genogram_write(desk.picture, path, &err), &err);
    check_begins(path, "digraph genogram {\n");
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&fixture->folder, "no/g.svg"));
    SL_CHECK_STATUS(sl_picture_genogram_write(desk.picture, path, &err), SL_IO);
    SL_CHECK_STATUS(sl_picture_genogram_write(desk.picture, "g.txt", &err), SL_USAGE);
    sl_picture_loader_close(desk.loader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PICTURE_TEST(names_of_files),
        PICTURE_TEST(written_whole_or_not),
    };
    return cmocka_run_group_tests_name("app/picture_genogram", tests, NULL, NULL);
}
