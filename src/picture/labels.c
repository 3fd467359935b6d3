/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/labels.h"

/* clang-format off */
#define TERM(name, words) { { name, sizeof(name) - 1 }, { words, sizeof(words) - 1 } }

static const struct sl_term agreements[SL_PICTURE_AGREEMENT_COUNT] = {
    [SL_PICTURE_NO_PLACE] = TERM("no_place", "no record has it"),
    [SL_PICTURE_UNKNOWN] = TERM("unknown", "not known"),
    [SL_PICTURE_ALONE] = TERM("alone", "one agency"),
    [SL_PICTURE_AGREED] = TERM("agreed", "agreed"),
    [SL_PICTURE_DIFFERS] = TERM("differs", "DIFFERS"),
    [SL_PICTURE_SEVERAL] = TERM("several", "several"),
};

static const struct sl_term knowns[] = {
    [SL_KNOWN] = TERM("known", "known"),
    [SL_NOT_RECORDED] = TERM("not_recorded", "not recorded"),
    [SL_REFUSED] = TERM("refused", "refused"),
    [SL_NOT_ASKED] = TERM("not_asked", "not yet asked"),
    [SL_WITHDRAWN] = TERM("withdrawn", "withdrawn"),
};

static const struct sl_term bonds[SL_PICTURE_BOND_COUNT] = {
    [SL_PICTURE_STATED] = TERM("stated", "stated"),
    [SL_PICTURE_SIBLINGS] = TERM("siblings", "child of the same parent"),
    [SL_PICTURE_ADDRESS] = TERM("address", "same address"),
    [SL_PICTURE_PHONE] = TERM("phone", "same phone"),
    [SL_PICTURE_EMAIL] = TERM("email", "same e-mail"),
    [SL_PICTURE_VEHICLE] = TERM("vehicle", "same vehicle"),
    [SL_PICTURE_ACCOUNT] = TERM("account", "same online account"),
    [SL_PICTURE_OBJECT] = TERM("object", "same device or object"),
    [SL_PICTURE_PLACE] = TERM("place", "same place"),
    [SL_PICTURE_EVENT] = TERM("event", "same event"),
};

static const struct sl_term circles[SL_PICTURE_CIRCLE_COUNT] = {
    [SL_PICTURE_FAMILY] = TERM("family", "family"),
    [SL_PICTURE_HOUSEHOLD] = TERM("household", "household"),
    [SL_PICTURE_NETWORK] = TERM("network", "network"),
    [SL_PICTURE_PROFESSIONALS] = TERM("professionals", "professionals"),
};

static const struct sl_term gaps[SL_PICTURE_GAP_COUNT] = {
    [SL_PICTURE_NO_FIELD] = TERM("no_field", "nobody has recorded it"),
    [SL_PICTURE_UNRESOLVED] = TERM("unresolved", "agencies disagree"),
    [SL_PICTURE_NO_AGENCY] = TERM("no_agency", "no record from this agency"),
    [SL_PICTURE_NO_INTERVIEW] = TERM("no_interview", "no return home interview"),
    [SL_PICTURE_NO_ANSWER] = TERM("no_answer", "nothing says what became of it"),
    [SL_PICTURE_NO_EVENT] = TERM("no_event", "referred to, and not received"),
};
/* clang-format on */

const struct sl_term *sl_picture_agreement_terms(void)
{
    return agreements;
}

const struct sl_term *sl_picture_known_terms(void)
{
    return knowns;
}

const struct sl_term *sl_picture_bond_terms(void)
{
    return bonds;
}

const struct sl_term *sl_picture_circle_terms(void)
{
    return circles;
}

const struct sl_term *sl_picture_gap_terms(void)
{
    return gaps;
}

void sl_picture_add_name(const struct sl_picture_person *person, struct sl_buf *buf)
{
    const struct sl_value *given = person->given_name.value;
    const struct sl_value *surname = person->surname.value;
    if (given != NULL) {
        sl_buf_add(buf, given->text);
    }
    if (given != NULL && surname != NULL) {
        sl_buf_add_byte(buf, ' ');
    }
    if (surname != NULL) {
        sl_buf_add(buf, surname->text);
    }
    if (given == NULL && surname == NULL) {
        sl_buf_add(
            buf, person->full_name.value != NULL ? person->full_name.value->text : person->key
        );
    }
}

char sl_picture_sex(const struct sl_picture_person *person)
{
    if (person->sex.value == NULL || person->sex.value->text.len == 0) {
        return 0;
    }
    /* A letter, a word or the code of ISO/IEC 5218 says it with its first character. */
    switch (person->sex.value->text.ptr[0]) {
    case 'm':
    case 'M':
    case '1':
        return 'm';
    case 'f':
    case 'F':
    case '2':
        return 'f';
    case 'x':
    case 'X':
        return 'x';
    default:
        return 0;
    }
}
