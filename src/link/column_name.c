/* SPDX-License-Identifier: Apache-2.0 */
#include "link/column_name.h"

#include <stdbool.h>
#include <stddef.h>

/* The letters of a name that are compared; what is longer is cut. */
#define NAME_LIMIT_BYTES 64

/* How a row's text must stand in a name. */
enum place { WHOLE, PART, START, END };

struct rule {
    const char *text;
    enum place place;
    enum sl_name_sense sense;
    enum sl_kind kind;
};

#define FIELD(text, place, kind)          \
    {                                     \
        text, place, SL_SENSE_FIELD, kind \
    }
#define SENSE(text, place, sense)        \
    {                                    \
        text, place, sense, SL_KIND_TEXT \
    }

/* The first row that fits decides: "ethnicity" ends in "city", "mother's surname" is hers. */
/* clang-format off */
static const struct rule rules[] = {
    SENSE("cluster", START, SL_SENSE_ANSWER),
    SENSE("truth", PART, SL_SENSE_ANSWER),
    SENSE("entity", START, SL_SENSE_ANSWER),
    SENSE("label", WHOLE, SL_SENSE_ANSWER),
    SENSE("matchid", WHOLE, SL_SENSE_ANSWER),
    SENSE("groupid", WHOLE, SL_SENSE_ANSWER),
    SENSE("goldid", WHOLE, SL_SENSE_ANSWER),
    SENSE("trueid", WHOLE, SL_SENSE_ANSWER),

    SENSE("mother", PART, SL_SENSE_OTHER_PERSON),
    SENSE("father", PART, SL_SENSE_OTHER_PERSON),
    SENSE("parent", PART, SL_SENSE_OTHER_PERSON),
    SENSE("carer", PART, SL_SENSE_OTHER_PERSON),
    SENSE("guardian", PART, SL_SENSE_OTHER_PERSON),
    SENSE("sibling", PART, SL_SENSE_OTHER_PERSON),
    SENSE("spouse", PART, SL_SENSE_OTHER_PERSON),
    SENSE("partner", PART, SL_SENSE_OTHER_PERSON),
    SENSE("nextofkin", PART, SL_SENSE_OTHER_PERSON),
    SENSE("emergencycontact", PART, SL_SENSE_OTHER_PERSON),
    SENSE("worker", PART, SL_SENSE_OTHER_PERSON),
    SENSE("officer", PART, SL_SENSE_OTHER_PERSON),
    SENSE("referrer", PART, SL_SENSE_OTHER_PERSON),

    SENSE("source", WHOLE, SL_SENSE_SOURCE),
    SENSE("sourcesystem", START, SL_SENSE_SOURCE),
    SENSE("sourcename", WHOLE, SL_SENSE_SOURCE),
    SENSE("sourcefile", WHOLE, SL_SENSE_SOURCE),
    SENSE("sourcedataset", WHOLE, SL_SENSE_SOURCE),
    SENSE("sourcetable", WHOLE, SL_SENSE_SOURCE),
    SENSE("datasource", WHOLE, SL_SENSE_SOURCE),
    SENSE("recordsource", WHOLE, SL_SENSE_SOURCE),
    SENSE("dataset", WHOLE, SL_SENSE_SOURCE),
    SENSE("database", WHOLE, SL_SENSE_SOURCE),
    SENSE("system", WHOLE, SL_SENSE_SOURCE),
    SENSE("systemname", WHOLE, SL_SENSE_SOURCE),
    SENSE("agency", WHOLE, SL_SENSE_SOURCE),
    SENSE("agencyname", WHOLE, SL_SENSE_SOURCE),

    SENSE("note", START, SL_SENSE_NOTE),
    SENSE("notes", END, SL_SENSE_NOTE),
    SENSE("comment", PART, SL_SENSE_NOTE),
    SENSE("description", PART, SL_SENSE_NOTE),
    SENSE("narrative", PART, SL_SENSE_NOTE),
    SENSE("freetext", PART, SL_SENSE_NOTE),
    SENSE("reason", PART, SL_SENSE_NOTE),

    FIELD("email", PART, SL_KIND_EMAIL),
    FIELD("mail", WHOLE, SL_KIND_EMAIL),
    FIELD("nhs", PART, SL_KIND_NHS_NUMBER),
    FIELD("phone", PART, SL_KIND_PHONE),
    FIELD("mobile", PART, SL_KIND_PHONE),
    FIELD("landline", PART, SL_KIND_PHONE),
    FIELD("contactnumber", PART, SL_KIND_PHONE),
    FIELD("tel", WHOLE, SL_KIND_PHONE),
    FIELD("telno", WHOLE, SL_KIND_PHONE),
    FIELD("telnumber", WHOLE, SL_KIND_PHONE),

    FIELD("yearofbirth", PART, SL_KIND_YEAR),
    FIELD("birthyear", PART, SL_KIND_YEAR),
    FIELD("dobyear", PART, SL_KIND_YEAR),
    FIELD("yob", WHOLE, SL_KIND_YEAR),
    FIELD("by", WHOLE, SL_KIND_YEAR),
    FIELD("year", WHOLE, SL_KIND_YEAR),
    FIELD("monthofbirth", PART, SL_KIND_MONTH),
    FIELD("birthmonth", PART, SL_KIND_MONTH),
    FIELD("dobmonth", PART, SL_KIND_MONTH),
    FIELD("mob", WHOLE, SL_KIND_MONTH),
    FIELD("bm", WHOLE, SL_KIND_MONTH),
    FIELD("month", WHOLE, SL_KIND_MONTH),
    FIELD("dayofbirth", PART, SL_KIND_DAY),
    FIELD("dobday", PART, SL_KIND_DAY),
    FIELD("bd", WHOLE, SL_KIND_DAY),
    FIELD("bday", WHOLE, SL_KIND_DAY),
    FIELD("day", WHOLE, SL_KIND_DAY),
    FIELD("birthplace", PART, SL_KIND_TOWN),
    FIELD("placeofbirth", PART, SL_KIND_TOWN),
    FIELD("birthtown", PART, SL_KIND_TOWN),
    FIELD("townofbirth", PART, SL_KIND_TOWN),
    FIELD("cityofbirth", PART, SL_KIND_TOWN),
    FIELD("countryofbirth", PART, SL_KIND_CATEGORY),
    FIELD("birthcountry", PART, SL_KIND_CATEGORY),
    FIELD("dateofbirth", PART, SL_KIND_DOB),
    FIELD("birthdate", PART, SL_KIND_DOB),
    FIELD("birthday", PART, SL_KIND_DOB),
    FIELD("dob", PART, SL_KIND_DOB),
    FIELD("born", WHOLE, SL_KIND_DOB),
    FIELD("birth", WHOLE, SL_KIND_DOB),

    FIELD("school", PART, SL_KIND_CATEGORY),
    FIELD("firstandsurname", PART, SL_KIND_FULL_NAME),
    FIELD("firstandlast", PART, SL_KIND_FULL_NAME),
    FIELD("forenamesurname", PART, SL_KIND_FULL_NAME),
    FIELD("firstnamesurname", PART, SL_KIND_FULL_NAME),
    FIELD("firstlast", PART, SL_KIND_FULL_NAME),
    FIELD("fullname", PART, SL_KIND_FULL_NAME),
    FIELD("wholename", PART, SL_KIND_FULL_NAME),
    FIELD("completename", PART, SL_KIND_FULL_NAME),
    FIELD("name", WHOLE, SL_KIND_FULL_NAME),
    FIELD("names", WHOLE, SL_KIND_FULL_NAME),
    FIELD("personname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("childname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("childsname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("pupilname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("patientname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("clientname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("subjectname", WHOLE, SL_KIND_FULL_NAME),
    FIELD("alias", WHOLE, SL_KIND_FULL_NAME),
    FIELD("namefirst", PART, SL_KIND_GIVEN_NAME),
    FIELD("namegiven", PART, SL_KIND_GIVEN_NAME),
    FIELD("namelast", PART, SL_KIND_SURNAME),
    FIELD("namefamily", PART, SL_KIND_SURNAME),
    FIELD("surname", PART, SL_KIND_SURNAME),
    FIELD("lastname", PART, SL_KIND_SURNAME),
    FIELD("familyname", PART, SL_KIND_SURNAME),
    FIELD("maidenname", PART, SL_KIND_SURNAME),
    FIELD("secondname", PART, SL_KIND_SURNAME),
    FIELD("lname", START, SL_KIND_SURNAME),
    FIELD("last", WHOLE, SL_KIND_SURNAME),
    FIELD("family", WHOLE, SL_KIND_SURNAME),
    FIELD("givenname", PART, SL_KIND_GIVEN_NAME),
    FIELD("forename", PART, SL_KIND_GIVEN_NAME),
    FIELD("firstname", PART, SL_KIND_GIVEN_NAME),
    FIELD("christianname", PART, SL_KIND_GIVEN_NAME),
    FIELD("middlename", PART, SL_KIND_GIVEN_NAME),
    FIELD("preferredname", PART, SL_KIND_GIVEN_NAME),
    FIELD("knownas", PART, SL_KIND_GIVEN_NAME),
    FIELD("fname", START, SL_KIND_GIVEN_NAME),
    FIELD("first", WHOLE, SL_KIND_GIVEN_NAME),
    FIELD("given", WHOLE, SL_KIND_GIVEN_NAME),
    FIELD("middle", WHOLE, SL_KIND_GIVEN_NAME),

    FIELD("sex", WHOLE, SL_KIND_SEX),
    FIELD("gender", PART, SL_KIND_SEX),
    FIELD("postcode", PART, SL_KIND_POSTCODE),
    FIELD("postalcode", PART, SL_KIND_POSTCODE),
    FIELD("zipcode", PART, SL_KIND_POSTCODE),
    FIELD("zip", WHOLE, SL_KIND_POSTCODE),
    FIELD("pcode", WHOLE, SL_KIND_POSTCODE),
    FIELD("pcd", WHOLE, SL_KIND_POSTCODE),
    FIELD("housenumber", PART, SL_KIND_HOUSE_NUMBER),
    FIELD("streetnumber", PART, SL_KIND_HOUSE_NUMBER),
    FIELD("buildingnumber", PART, SL_KIND_HOUSE_NUMBER),
    FIELD("housenum", PART, SL_KIND_HOUSE_NUMBER),
    FIELD("houseno", WHOLE, SL_KIND_HOUSE_NUMBER),
    FIELD("streetno", WHOLE, SL_KIND_HOUSE_NUMBER),
    FIELD("flatnumber", PART, SL_KIND_HOUSE_NUMBER),
    FIELD("ethnic", PART, SL_KIND_CATEGORY),
    FIELD("town", PART, SL_KIND_TOWN),
    FIELD("suburb", PART, SL_KIND_TOWN),
    FIELD("village", PART, SL_KIND_TOWN),
    FIELD("locality", PART, SL_KIND_TOWN),
    FIELD("city", START, SL_KIND_TOWN),
    FIELD("city", END, SL_KIND_TOWN),
    FIELD("place", WHOLE, SL_KIND_TOWN),
    FIELD("address", PART, SL_KIND_ADDRESS),
    FIELD("addr", START, SL_KIND_ADDRESS),
    FIELD("street", PART, SL_KIND_ADDRESS),
    FIELD("housename", PART, SL_KIND_ADDRESS),
    FIELD("road", WHOLE, SL_KIND_ADDRESS),

    FIELD("language", PART, SL_KIND_CATEGORY),
    FIELD("religion", PART, SL_KIND_CATEGORY),
    FIELD("nationality", PART, SL_KIND_CATEGORY),
    FIELD("country", PART, SL_KIND_CATEGORY),
    FIELD("county", PART, SL_KIND_CATEGORY),
    FIELD("occupation", PART, SL_KIND_CATEGORY),
    FIELD("profession", PART, SL_KIND_CATEGORY),
    FIELD("race", WHOLE, SL_KIND_CATEGORY),
    FIELD("state", WHOLE, SL_KIND_CATEGORY),
    FIELD("region", WHOLE, SL_KIND_CATEGORY),
    FIELD("province", WHOLE, SL_KIND_CATEGORY),
    FIELD("district", WHOLE, SL_KIND_CATEGORY),
    FIELD("title", WHOLE, SL_KIND_CATEGORY),

    FIELD("socsec", PART, SL_KIND_IDENTIFIER),
    FIELD("socialsecurity", PART, SL_KIND_IDENTIFIER),
    FIELD("nationalinsurance", PART, SL_KIND_IDENTIFIER),
    FIELD("passport", PART, SL_KIND_IDENTIFIER),
    FIELD("drivinglicence", PART, SL_KIND_IDENTIFIER),
    FIELD("uniquepupil", PART, SL_KIND_IDENTIFIER),
    FIELD("hospitalnumber", PART, SL_KIND_IDENTIFIER),
    FIELD("upn", END, SL_KIND_IDENTIFIER),
    FIELD("uln", WHOLE, SL_KIND_IDENTIFIER),
    FIELD("ssn", WHOLE, SL_KIND_IDENTIFIER),
    FIELD("nino", WHOLE, SL_KIND_IDENTIFIER),
    FIELD("ninumber", WHOLE, SL_KIND_IDENTIFIER),
    FIELD("pncid", WHOLE, SL_KIND_IDENTIFIER),
    FIELD("pnc", WHOLE, SL_KIND_IDENTIFIER),
    FIELD("cro", WHOLE, SL_KIND_IDENTIFIER),

    SENSE("id", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("recid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("recordid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("recordnumber", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("recordno", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("uniqueid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("sourceid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("rowid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("rownumber", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("uid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("rid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("uuid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("guid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("urn", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("key", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("index", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("personid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("childid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("clientid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("patientid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("pupilid", WHOLE, SL_SENSE_RECORD_ID),
    SENSE("caseid", WHOLE, SL_SENSE_RECORD_ID),

    SENSE("date", PART, SL_SENSE_OTHER_DATE),
    SENSE("created", START, SL_SENSE_OTHER_DATE),
    SENSE("updated", START, SL_SENSE_OTHER_DATE),
    SENSE("modified", START, SL_SENSE_OTHER_DATE),
    SENSE("timestamp", PART, SL_SENSE_OTHER_DATE),
};
/* clang-format on */

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool fits(const struct rule *rule, struct sl_str name)
{
    const struct sl_str text = sl_str_from(rule->text);

    switch (rule->place) {
    case WHOLE:
        return sl_str_equal(name, text);
    case PART:
        return sl_str_find(name, text) < name.len;
    case START:
        return sl_str_starts(name, text);
    case END:
        return sl_str_ends(name, text);
    }
    return false;
}

/* The last word: behind the last mark, or from where capitals begin in "childRef" and "rowID". */
static struct sl_str last_word(struct sl_str name)
{
    size_t first = name.len;

    while (first > 0 && (is_upper(name.ptr[first - 1]) || is_lower(name.ptr[first - 1]))) {
        first--;
        const bool begins = is_upper(name.ptr[first]) && first > 0 && is_lower(name.ptr[first - 1]);
        if (begins) {
            break;
        }
    }
    return sl_str_part(name, first, name.len);
}

/* Copy the letters in lower case. */
static struct sl_str letters_of(struct sl_str name, char *letters)
{
    size_t len = 0;

    for (size_t i = 0; i < name.len && len < NAME_LIMIT_BYTES; i++) {
        const char byte = name.ptr[i];
        if (is_upper(byte)) {
            letters[len++] = (char)(byte - 'A' + 'a');
        } else if (is_lower(byte)) {
            letters[len++] = byte;
        }
    }
    return (struct sl_str){ .ptr = letters, .len = len };
}

static bool ends_in_number_word(struct sl_str name)
{
    static const char *const words[] = { "id", "number", "no", "num", "ref", "reference", "urn" };
    char letters[NAME_LIMIT_BYTES];
    const struct sl_str word = letters_of(last_word(name), letters);

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (sl_str_equal(word, sl_str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

struct sl_name_meaning sl_column_name_meaning(struct sl_str name)
{
    char letters[NAME_LIMIT_BYTES];
    const struct sl_str squeezed = letters_of(name, letters);

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (fits(&rules[i], squeezed)) {
            return (struct sl_name_meaning){ .sense = rules[i].sense, .kind = rules[i].kind };
        }
    }
    return (struct sl_name_meaning){
        .sense = ends_in_number_word(name) ? SL_SENSE_NUMBER : SL_SENSE_NONE,
        .kind = SL_KIND_IDENTIFIER,
    };
}
