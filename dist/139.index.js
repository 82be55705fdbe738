export const id = 139;
export const ids = [139];
export const modules = {

/***/ 139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  insertionEdits: () => (/* binding */ insertionEdits)
});

// EXTERNAL MODULE: ./node_modules/@rgrove/parse-xml/dist/lib/XmlElement.js
var XmlElement = __webpack_require__(5614);
// EXTERNAL MODULE: ./build/mobile-config/blanks.js
var blanks = __webpack_require__(689);
// EXTERNAL MODULE: ./build/mobile-config/document.js + 2 modules
var mobile_config_document = __webpack_require__(117);
// EXTERNAL MODULE: ./build/mobile-config/namespaces.js
var namespaces = __webpack_require__(1234);
// EXTERNAL MODULE: ./node_modules/xmlbuilder2/lib/index.js
var lib = __webpack_require__(4697);
// EXTERNAL MODULE: ./build/mobile-config/encoding.js + 1 modules
var mobile_config_encoding = __webpack_require__(6464);
// EXTERNAL MODULE: ./build/mobile-config/escape.js
var mobile_config_escape = __webpack_require__(9761);
;// CONCATENATED MODULE: ./build/mobile-config/serialise.js



/**
 * Serialises new elements with xmlbuilder2, children indented by `unit`.
 * @param prefix the prefix with colon that the file uses for the vendor's namespace, or nothing
 * @returns the lines, without line ends
 * @see https://oozcitak.github.io/xmlbuilder2/serialization.html
 */
function serialise(elements, prefix, unit, encoding) {
    const builder = (0,lib/* fragment */.Jo)();
    for (const element of elements)
        append(builder, element, prefix);
    const markup = builder.toString({ prettyPrint: true, indent: unit, newline: '\n' });
    return (0,mobile_config_encoding/* referToUnencodable */.KH)(markup, encoding).split('\n');
}
/** xmlbuilder2 leaves references in a value as they are, so what is escaped like the rest of the file stays so. */
function append(parent, { name, attributes, text, children }, prefix) {
    const escaped = [...attributes].map(([attribute, value]) => [attribute, (0,mobile_config_escape/* escapeAttribute */.G)(value, '"')]);
    const element = parent.ele(`${prefix}${name}`, Object.fromEntries(escaped));
    if (text)
        element.txt((0,mobile_config_escape/* escapeText */.X)(text));
    for (const child of children)
        append(element, child, prefix);
}

// EXTERNAL MODULE: ./build/mobile-config/start-tag.js
var start_tag = __webpack_require__(657);
;// CONCATENATED MODULE: ./build/mobile-config/insertion.js






/** The edits that put new elements into a file, laid out like what is around them. */
function insertionEdits({ document, encoding, insertions, }) {
    return insertions.map(({ parent, place, elements }) => {
        if (place === 'start')
            return insertAtStart(document, parent, elements, encoding);
        if (place === 'end')
            return insertAtEnd(document, parent, elements, encoding);
        return insertAfterSibling(document, place.after, elements, encoding);
    });
}
/** Before the end tag of the parent, as the vendor's instructions say for missing OAuth keys. */
function insertAtEnd(document, parent, elements, encoding) {
    const { source } = document;
    const tag = (0,start_tag/* readStartTag */.r)(source.text, parent.start);
    const indentation = childIndentation(source, parent);
    const lines = linesOf(source, parent, elements, encoding);
    const end = (0,mobile_config_document/* endTagStart */.cY)(document, parent);
    const ending = source.lineEnding(end);
    const block = lines.map((line) => `${indentation}${line}${ending}`).join('');
    const parentIndentation = indentationOf(source, parent) ?? '';
    if (tag.selfClosing) {
        const start = (0,blanks/* endOfContent */.UX)(source.text, tag.end - '/>'.length);
        return { start, end: tag.end, replacement: `>${ending}${block}${parentIndentation}</${tag.name}>` };
    }
    const lineStart = source.lineStart(end);
    if (source.indentationBefore(end) !== undefined)
        return insertion(lineStart, block);
    if (!parent.children.some((node) => node instanceof XmlElement/* XmlElement */.W)) {
        return insertion(end, `${ending}${block}${parentIndentation}`);
    }
    return insertion(end, inOneLine(lines));
}
/** First in the parent, which has other child elements. */
function insertAtStart({ source }, parent, elements, encoding) {
    const { end } = (0,start_tag/* readStartTag */.r)(source.text, parent.start);
    return insertAfter(source, end, childIndentation(source, parent), linesOf(source, parent, elements, encoding));
}
/** On the line after a sibling. */
function insertAfterSibling({ source }, sibling, elements, encoding) {
    const parent = sibling.parent;
    const indentation = indentationOf(source, sibling) ?? childIndentation(source, parent);
    return insertAfter(source, (0,mobile_config_document/* endOf */.pJ)(source, sibling), indentation, linesOf(source, parent, elements, encoding));
}
/** After the rest of the line when that holds nothing but a comment, else directly after the offset. */
function insertAfter(source, offset, indentation, lines) {
    const lineEnd = source.lineEnd(offset);
    const rest = source.text.slice(offset, lineEnd);
    const isLastOnLine = /^[ \t]*(<!--(?:(?!-->).)*-->[ \t]*)?$/s.test(rest);
    if (!isLastOnLine)
        return insertion(offset, inOneLine(lines));
    const ending = source.text.startsWith('\r\n', lineEnd) ? '\r\n' : source.text[lineEnd];
    return insertion(lineEnd, lines.map((line) => `${ending}${indentation}${line}`).join(''));
}
function inOneLine(lines) {
    return lines.map((line) => line.trimStart()).join('');
}
function insertion(offset, replacement) {
    return { start: offset, end: offset, replacement };
}
function linesOf(source, parent, elements, encoding) {
    const prefix = parent.name.slice(0, -(0,namespaces/* localName */.fk)(parent.name).length);
    return serialise(elements, prefix, indentationUnit(source, parent), encoding);
}
/** The indentation of the last child that starts a line, else one unit more than the parent's. */
function childIndentation(source, parent) {
    const sample = parent.children
        .toReversed()
        .map((node) => (node instanceof XmlElement/* XmlElement */.W ? indentationOf(source, node) : undefined))
        .find((indentation) => indentation !== undefined);
    return sample ?? `${indentationOf(source, parent) ?? ''}${indentationUnit(source, parent)}`;
}
/** What the root's first indented child is indented by: the file's own unit. Two blanks where nothing tells. */
function indentationUnit(source, element) {
    let root = element;
    while (root.parent instanceof XmlElement/* XmlElement */.W)
        root = root.parent;
    const sample = root.children
        .map((node) => (node instanceof XmlElement/* XmlElement */.W ? indentationOf(source, node) : undefined))
        .find((indentation) => indentation);
    return sample ?? '  ';
}
/** A longer one is no indentation, and every inserted line would repeat it. */
const LONGEST_INDENTATION = 200;
function indentationOf(source, { start }) {
    const indentation = source.indentationBefore(start);
    return indentation !== undefined && indentation.length > LONGEST_INDENTATION ? undefined : indentation;
}


/***/ })

};
