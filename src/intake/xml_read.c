/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/xml_read.h"

#include <libxml/xmlreader.h>
#include <string.h>

/* What libxml2 says first. */
struct complaint {
    char text[SL_ERROR_TEXT_BYTES];
    size_t line;
};

/* A tree under way. */
struct tree {
    struct sl_arena *arena;
    struct sl_xml_node *root, *open;
    unsigned depth, count;
};

static void complain(void *context, xmlErrorPtr error)
{
    struct complaint *complaint = context;
    if (complaint->text[0] != '\0') {
        return;
    }
    const char *message = error->message == NULL ? "not well-formed" : error->message;
    const size_t len = strcspn(message, "\n");
    const size_t kept = len < sizeof complaint->text ? len : sizeof complaint->text - 1;
    memcpy(complaint->text, message, kept);
    complaint->text[kept] = '\0';
    complaint->line = error->line > 0 ? (size_t)error->line - 1 : 0;
}

static enum sl_status
begin_node(struct tree *tree, const char *name, int line, struct sl_error *err)
{
    if (tree->depth == SL_XML_DEPTH_LIMIT || tree->count == SL_XML_NODE_LIMIT) {
        return sl_fail(err, SL_LIMIT, "the element is nested too deep, or holds too many");
    }
    struct sl_xml_node *node = sl_arena_alloc(tree->arena, 1, sizeof *node);
    const struct sl_str copy = sl_arena_copy(tree->arena, sl_str_from(name));
    if (node == NULL || copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *node = (struct sl_xml_node){
        .name = copy,
        .text = SL_STR(""),
        .parent = tree->open,
        .line = line > 0 ? (size_t)line - 1 : 0,
    };
    if (tree->open == NULL) {
        tree->root = node;
    } else if (tree->open->last == NULL) {
        tree->open->first = node;
    } else {
        tree->open->last->next = node;
    }
    if (tree->open != NULL) {
        tree->open->last = node;
    }
    tree->open = node;
    tree->depth++;
    tree->count++;
    return SL_OK;
}

static void end_node(struct tree *tree)
{
    SL_ASSERT(tree->open != NULL); /* libxml2 refuses an end without a start */
    tree->open->text = sl_str_trim(tree->open->text);
    tree->open = tree->open->parent;
    tree->depth--;
}

/* Text may come in pieces, round comments and CDATA sections. */
static enum sl_status add_text(struct tree *tree, const char *text, struct sl_error *err)
{
    const struct sl_str piece = sl_str_from(text);
    struct sl_xml_node *node = tree->open;
    if (node == NULL || sl_str_trim(piece).len == 0) {
        return SL_OK;
    }
    char *joined = sl_arena_alloc(tree->arena, node->text.len + piece.len, 1);
    if (joined == NULL) {
        return sl_fail_memory(err);
    }
    memcpy(joined, node->text.ptr, node->text.len);
    memcpy(joined + node->text.len, piece.ptr, piece.len);
    node->text = (struct sl_str){ .ptr = joined, .len = node->text.len + piece.len };
    return SL_OK;
}

static enum sl_status take_node(struct tree *tree, xmlTextReaderPtr reader, struct sl_error *err)
{
    const char *name = (const char *)xmlTextReaderConstName(reader);
    const char *value = (const char *)xmlTextReaderConstValue(reader);
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT:
        SL_TRY(begin_node(tree, name, xmlTextReaderGetParserLineNumber(reader), err));
        if (xmlTextReaderIsEmptyElement(reader) == 1) {
            end_node(tree);
        }
        return SL_OK;
    case XML_READER_TYPE_END_ELEMENT:
        end_node(tree);
        return SL_OK;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        return add_text(tree, value, err);
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
        return sl_fail(err, SL_INVALID, "there is an entity or a document type");
    default:
        return SL_OK;
    }
}

enum sl_status sl_xml_read(
    struct sl_str text,
    struct sl_arena *arena,
    struct sl_xml_node **ret_root,
    size_t *ret_line,
    struct sl_error *err
)
{
    struct complaint complaint = { .line = 0 };
    struct tree tree = { .arena = arena };
    enum sl_status status = SL_OK;
    int more = 0;
    *ret_line = 0;
    if (text.len > INT32_MAX) {
        return sl_fail(err, SL_LIMIT, "the element is too long");
    }
    xmlTextReaderPtr reader =
        xmlReaderForMemory(text.ptr, (int)text.len, NULL, "UTF-8", XML_PARSE_NONET);
    if (reader == NULL) {
        return sl_fail_memory(err);
    }
    xmlTextReaderSetStructuredErrorHandler(reader, complain, &complaint);
    while (status == SL_OK && (more = xmlTextReaderRead(reader)) == 1) {
        status = take_node(&tree, reader, err);
    }
    if (status == SL_OK && (more != 0 || tree.root == NULL)) {
        *ret_line = complaint.line;
        status = sl_fail(
            err,
            SL_INVALID,
            "not well-formed: %s",
            complaint.text[0] == '\0' ? "an element is missing" : complaint.text
        );
    }
    xmlFreeTextReader(reader);
    *ret_root = tree.root;
    return status;
}

const struct sl_xml_node *sl_xml_find(const struct sl_xml_node *node, struct sl_str name)
{
    const struct sl_xml_node *child = node == NULL ? NULL : node->first;
    while (child != NULL && !sl_str_equal(child->name, name)) {
        child = child->next;
    }
    return child;
}
