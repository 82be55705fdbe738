export const id = 547;
export const ids = [547];
export const modules = {

/***/ 9497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   insertionEdits: () => (/* binding */ insertionEdits)
/* harmony export */ });
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5614);
/* harmony import */ var xmlbuilder2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4697);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(969);
/* harmony import */ var _encoding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6464);
/* harmony import */ var _namespaces_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1234);
/* harmony import */ var _start_tag_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(657);
/* harmony import */ var _value_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8133);
/* harmony import */ var _white_space_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1722);








/** The edits that put new elements into a file, laid out like what is around them. */
function insertionEdits({ document, encoding, insertions, }) {
    const { source } = document;
    return insertions.map(({ parent, place, elements }) => {
        const prefix = parent.name.slice(0, -(0,_namespaces_js__WEBPACK_IMPORTED_MODULE_3__/* .localName */ .fk)(parent.name).length);
        const lines = serialise(elements, prefix, indentationUnit(source, parent), encoding);
        if (place === 'end')
            return insertAtEnd(document, parent, lines);
        const indentation = childIndentation(source, parent);
        if (place === 'start')
            return insertAfter(source, (0,_start_tag_js__WEBPACK_IMPORTED_MODULE_5__/* .readStartTag */ .r)(source.text, parent.start).end, indentation, lines);
        const { after } = place;
        return insertAfter(source, (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .endOf */ .pJ)(source, after), indentationOf(source, after) ?? indentation, lines);
    });
}
/** Before the end tag of the parent, as the vendor's instructions say for missing OAuth keys. */
function insertAtEnd(document, parent, lines) {
    const { source } = document;
    const tag = (0,_start_tag_js__WEBPACK_IMPORTED_MODULE_5__/* .readStartTag */ .r)(source.text, parent.start);
    const indentation = childIndentation(source, parent);
    const end = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .endTagStart */ .cY)(document, parent);
    const ending = source.lineEnding(end);
    const block = lines.map((line) => `${indentation}${line}${ending}`).join('');
    const parentIndentation = indentationOf(source, parent) ?? '';
    if (tag.selfClosing) {
        const start = (0,_white_space_js__WEBPACK_IMPORTED_MODULE_6__/* .endOfContent */ .UX)(source.text, tag.end - '/>'.length);
        return { start, end: tag.end, replacement: `>${ending}${block}${parentIndentation}</${tag.name}>` };
    }
    if (source.indentationBefore(end) !== undefined)
        return insertion(source.lineStart(end), block);
    if (!parent.children.some((node) => node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__/* .XmlElement */ .W))
        return insertion(end, `${ending}${block}${parentIndentation}`);
    return insertion(end, inOneLine(lines));
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
/** The indentation of the last child that starts a line, else one unit more than the parent's. */
function childIndentation(source, parent) {
    const sample = parent.children
        .toReversed()
        .map((node) => (node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__/* .XmlElement */ .W ? indentationOf(source, node) : undefined))
        .find((indentation) => indentation !== undefined);
    return sample ?? `${indentationOf(source, parent) ?? ''}${indentationUnit(source, parent)}`;
}
/** What the root's first indented child is indented by: the file's own unit. Two spaces if nothing tells. */
function indentationUnit(source, element) {
    let root = element;
    while (root.parent instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__/* .XmlElement */ .W)
        root = root.parent;
    const sample = root.children
        .map((node) => (node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_7__/* .XmlElement */ .W ? indentationOf(source, node) : undefined))
        .find((indentation) => indentation);
    return sample ?? '  ';
}
/** A longer one is no indentation, and every inserted line would repeat it. */
const MAX_INDENTATION = 200;
function indentationOf(source, { start }) {
    const indentation = source.indentationBefore(start);
    return indentation !== undefined && indentation.length > MAX_INDENTATION ? undefined : indentation;
}
/**
 * Serialises new elements with xmlbuilder2, children indented by `unit`.
 * @param prefix the prefix with colon that the file uses for the vendor's namespace, or nothing
 * @returns the lines, without line ends
 * @see https://oozcitak.github.io/xmlbuilder2/serialization.html
 */
function serialise(elements, prefix, unit, encoding) {
    const builder = (0,xmlbuilder2__WEBPACK_IMPORTED_MODULE_0__/* .fragment */ .Jo)();
    for (const element of elements)
        append(builder, element, prefix);
    const markup = builder.toString({ prettyPrint: true, indent: unit, newline: '\n' });
    return (0,_encoding_js__WEBPACK_IMPORTED_MODULE_2__/* .referToUnencodable */ .KH)(markup, encoding).split('\n');
}
/** xmlbuilder2 leaves references in a value as they are, so what is escaped like the rest of the file stays so. */
function append(parent, { name, attributes, text, children }, prefix) {
    const escaped = [...attributes].map(([attribute, value]) => [attribute, (0,_value_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeAttribute */ .Gj)(value, '"')]);
    const element = parent.ele(`${prefix}${name}`, Object.fromEntries(escaped));
    if (text)
        element.txt((0,_value_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeText */ .X1)(text));
    for (const child of children)
        append(element, child, prefix);
}


/***/ }),

/***/ 2035:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   load: () => (/* binding */ load)
/* harmony export */ });
/** In the place of js-yaml: xmlbuilder2 reads YAML with it. */
function load() {
  throw new Error('js-yaml is not in dist.')
}


/***/ })

};
