/* SPDX-License-Identifier: Apache-2.0 */
#include "family.h"
#include "picture/genogram.h"
#include "picture/picture_text.h"

/* The page and the graph of a picture: all that people see. */
static void show_all(struct told *told, struct sl_buf *out)
{
    static const struct sl_picture_view view = { .columns = 100 };
    struct sl_genogram genogram;
    SL_CHECK_OK(sl_genogram_make(told_make(told), &told->arena, &genogram, NULL), NULL);
    sl_genogram_dot(&genogram, out);
    sl_picture_print(&told->picture, &view, out);
}

static void test_any_order(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    struct sl_buf first;
    struct sl_buf second;
    sl_buf_init(&first, (size_t)1 << 20);
    sl_buf_init(&second, (size_t)1 << 20);
    tell_family(&told);
    show_all(&told, &first);
    for (size_t i = 0, j = told.input.record_count - 1; i < j; i++, j--) {
        const struct sl_picture_record swapped = told.records[i];
        told.records[i] = told.records[j];
        told.records[j] = swapped;
    }
    show_all(&told, &second);
    SL_CHECK_BYTES(sl_buf_str(&second), sl_buf_str(&first));
    sl_buf_finish(&first);
    sl_buf_finish(&second);
    told_close(&told);
}

static void test_persons(void **state)
{
    struct told told;
    (void)state;
    told_open(&told);
    tell_family(&told);
    const struct sl_picture *picture = told_make(&told);
    SL_CHECK_U64(picture->person_count, 3);
    SL_CHECK_STR(picture->persons[0].identity, "C");
    /* By the latest record: the police's, of May. */
    SL_CHECK_STR(picture->persons[0].surname.value->text, "OBRIEN");
    SL_CHECK_U64(picture->persons[0].surname.record, 0);
    SL_CHECK_STR(picture->persons[1].identity, "R");
    /* Nobody has said who the mother is, and no record describes her. */
    SL_CHECK_STR(picture->persons[2].identity, "");
    SL_CHECK_STR(picture->persons[2].key, "n3");
    SL_CHECK_U64(picture->relation_count, 1);
    SL_CHECK_U64(picture->relations[0].from, 2);
    SL_CHECK_U64(picture->relations[0].to, 0);
    told_close(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
