/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema.h - does an answer have the form that docs/openapi.json gives it? As much of JSON Schema
 * 2020-12 as the document uses; a word that is not known here fails.
 *
 * Each member of each object that was seen is remembered, so that a member which no answer ever has
 * is found (schema_unseen).
 */
#ifndef SL_TESTS_WEB_SCHEMA_H
#define SL_TESTS_WEB_SCHEMA_H

#include <jansson.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "support/support.h"

struct schema {
    json_t *document;
    json_t *seen; /* an object: by the address of a schema and the name of a member */
};

/* What a "#/components/..." names; the schema itself when it names nothing. */
static inline json_t *schema_of(const struct schema *schema, json_t *node)
{
    const char *ref = json_string_value(json_object_get(node, "$ref"));
    json_t *found = schema->document;
    char part[80];

    if (ref == NULL) {
        return node;
    }
    assert_int_equal(strncmp(ref, "#/", 2), 0);
    for (const char *at = ref + 2; found != NULL && *at != '\0';) {
        const size_t len = strcspn(at, "/");
        (void)snprintf(part, sizeof part, "%.*s", (int)len, at);
        found = json_object_get(found, part);
        at += len + (at[len] == '/');
    }
    if (found == NULL) {
        fail_msg("there is no %s", ref);
    }
    return found;
}

static inline bool schema_is_of_type(const char *type, const json_t *value)
{
    static const struct {
        const char *name;
        json_type type;
    } types[] = {
        {"object",   JSON_OBJECT },
        { "array",   JSON_ARRAY  },
        { "string",  JSON_STRING },
        { "integer", JSON_INTEGER},
    };

    if (strcmp(type, "boolean") == 0) {
        return json_is_boolean(value);
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(type, types[i].name) == 0) {
            return json_typeof(value) == types[i].type;
        }
    }
    fail_msg("no type: %s", type);
    return false;
}

/* A format, as far as it can be seen. */
static inline bool schema_is_of_format(const char *format, const char *text)
{
    static const struct {
        const char *name, *pattern;
    } formats[] = {
        {"date",       "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"                                       },
        { "date-time", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$"},
        { "uuid",      "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"     },
    };

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        regex_t compiled;
        if (strcmp(format, formats[i].name) != 0) {
            continue;
        }
        assert_int_equal(regcomp(&compiled, formats[i].pattern, REG_EXTENDED | REG_NOSUB), 0);
        const bool fits = regexec(&compiled, text, 0, NULL, 0) == 0;
        regfree(&compiled);
        return fits;
    }
    fail_msg("no format: %s", format);
    return false;
}

static inline bool schema_is_one_of(const json_t *list, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (json_equal(json_array_get(list, i), value)) {
            return true;
        }
    }
    return json_array_size(list) == 0;
}

static inline void
schema_check(const struct schema *schema, json_t *node, json_t *value, const char *where);

static inline void
schema_check_object(const struct schema *schema, json_t *node, json_t *value, const char *where)
{
    json_t *properties = json_object_get(node, "properties");
    const json_t *required = json_object_get(node, "required");
    const char *name = NULL;
    json_t *member = NULL;
    char place[300];

    for (size_t i = 0; i < json_array_size(required); i++) {
        name = json_string_value(json_array_get(required, i));
        if (json_object_get(value, name) == NULL) {
            fail_msg("%s has no %s", where, name);
        }
    }
    json_object_foreach(value, name, member)
    {
        json_t *of = json_object_get(properties, name);
        (void)snprintf(place, sizeof place, "%s.%s", where, name);
        if (of == NULL && json_is_false(json_object_get(node, "additionalProperties"))) {
            fail_msg("%s is not in the document", place);
        }
        if (of != NULL) {
            char key[300];
            (void)snprintf(key, sizeof key, "%p.%s", (void *)properties, name);
            assert_int_equal(json_object_set_new(schema->seen, key, json_true()), 0);
            schema_check(schema, of, member, place);
        }
    }
}

static inline void
schema_check(const struct schema *schema, json_t *node, json_t *value, const char *where)
{
    node = schema_of(schema, node);
    const char *type = json_string_value(json_object_get(node, "type"));
    const char *format = json_string_value(json_object_get(node, "format"));
    const json_t *constant = json_object_get(node, "const");

    if (type != NULL && !schema_is_of_type(type, value)) {
        fail_msg("%s is no %s", where, type);
    }
    if (format != NULL && !schema_is_of_format(format, json_string_value(value))) {
        fail_msg("%s is no %s: %s", where, format, json_string_value(value));
    }
    if ((constant != NULL && !json_equal(constant, value)) ||
        !schema_is_one_of(json_object_get(node, "enum"), value)) {
        fail_msg("%s is none of the values of the document", where);
    }
    if (json_is_object(value)) {
        schema_check_object(schema, node, value, where);
    }
    for (size_t i = 0; json_is_array(value) && i < json_array_size(value); i++) {
        schema_check(schema, json_object_get(node, "items"), json_array_get(value, i), where);
    }
}

/* Count, and print, the members below a schema that no answer had. */
static inline size_t schema_unseen(const struct schema *schema, json_t *node, const char *where)
{
    size_t count = 0;
    const char *name = NULL;
    json_t *member = NULL;
    char place[300];

    /* What is named is looked at under its own name. */
    if (json_object_get(node, "$ref") != NULL) {
        return 0;
    }
    json_t *properties = json_object_get(node, "properties");
    json_object_foreach(properties, name, member)
    {
        char key[300];
        (void)snprintf(key, sizeof key, "%p.%s", (void *)properties, name);
        (void)snprintf(place, sizeof place, "%s.%s", where, name);
        if (json_object_get(schema->seen, key) == NULL) {
            print_error("no answer has %s\n", place);
            count++;
        }
        count += schema_unseen(schema, member, place);
    }
    json_t *items = json_object_get(node, "items");
    return items == NULL ? count : count + schema_unseen(schema, items, where);
}

#endif
