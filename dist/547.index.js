export const id = 547;
export const ids = [547];
export const modules = {

/***/ 9497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   insertionEdits: () => (/* binding */ insertionEdits)
/* harmony export */ });
/* harmony import */ var _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5614);
/* harmony import */ var xmlbuilder2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4697);
/* harmony import */ var _text_white_space_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(900);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8819);
/* harmony import */ var _encoding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6464);
/* harmony import */ var _namespaces_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1234);
/* harmony import */ var _source_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6871);
/* harmony import */ var _value_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8133);








/** The edits that put a plan's new elements into the file, laid out like what is around them. */
function insertionEdits({ document, newElements }) {
    return [...newElements].flatMap(([parent, elements]) => insertInto(document, parent, elements));
}
/**
 * AuthType comes first in its section and the authorization parameters after OAuthLogoutURL; everything else comes before the end
 * tag, in the vendor's order. Lines are indented as the last child that starts a line, else by the unit of the file.
 */
function insertInto(document, parent, elements) {
    const { source, root } = document;
    const isFilledSection = parent !== root && parent.children.some((each) => each instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_6__/* .XmlElement */ .W);
    const logoutUrl = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .childElements */ .AR)(document, parent, 'OAuthLogoutURL').at(-1);
    const { first, afterLogout, last } = Object.groupBy(elements, ({ name }) => {
        if (isFilledSection && name === 'AuthType')
            return 'first';
        return logoutUrl && name === 'OAuthAuthorizationURL_Parameters' ? 'afterLogout' : 'last';
    });
    const unit = indentations(source, root).find((indentation) => indentation) ?? '  ';
    const indentation = indentations(source, parent).at(-1) ?? `${indentationOf(source, parent) ?? ''}${unit}`;
    const prefix = parent.name.slice(0, -(0,_namespaces_js__WEBPACK_IMPORTED_MODULE_3__/* .localName */ .fk)(parent.name).length);
    const lines = (group) => (0,_encoding_js__WEBPACK_IMPORTED_MODULE_2__/* .referToUnencodable */ .KH)(serialise(group, prefix, unit), source.encoding).split('\n');
    const edits = [];
    if (first)
        edits.push(insertAfter(source, (0,_source_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readStartTag */ .rL)(source, parent).end, indentation, lines(first)));
    if (logoutUrl && afterLogout) {
        const own = indentationOf(source, logoutUrl) ?? indentation;
        edits.push(insertAfter(source, logoutUrl.end, own, lines(afterLogout)));
    }
    if (last)
        edits.push(insertAtEnd(source, parent, indentation, lines(last)));
    return edits;
}
/** Before the end tag of the parent, as the vendor's instructions say for missing OAuth keys. */
function insertAtEnd(source, parent, indentation, lines) {
    const tag = (0,_source_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readStartTag */ .rL)(source, parent);
    const end = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .endTagStart */ .cY)(source, parent);
    const ending = source.lineEnding(end);
    const block = lines.map((line) => `${indentation}${line}${ending}`).join('');
    const parentIndentation = indentationOf(source, parent) ?? '';
    if (tag.isEmpty) {
        const start = (0,_text_white_space_js__WEBPACK_IMPORTED_MODULE_7__/* .endOfContent */ .UX)(source.text, tag.end - '/>'.length);
        return { start, end: tag.end, replacement: `>${ending}${block}${parentIndentation}</${parent.name}>` };
    }
    if (source.indentationBefore(end) !== undefined)
        return insertion(source.lineAt(end).start, block);
    if (!parent.children.some((node) => node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_6__/* .XmlElement */ .W))
        return insertion(end, `${ending}${block}${parentIndentation}`);
    return insertion(end, inOneLine(lines));
}
/** After the rest of the line when that holds nothing but a comment, else directly after the offset. */
function insertAfter(source, offset, indentation, lines) {
    const { end, ending } = source.lineAt(offset);
    const rest = source.text.slice(offset, end);
    const isLastOnLine = /^[ \t]*(<!--(?:(?!-->).)*-->[ \t]*)?$/s.test(rest);
    if (!isLastOnLine)
        return insertion(offset, inOneLine(lines));
    return insertion(end, lines.map((line) => `${ending}${indentation}${line}`).join(''));
}
function inOneLine(lines) {
    return lines.map((line) => line.trimStart()).join('');
}
function insertion(offset, replacement) {
    return { start: offset, end: offset, replacement };
}
/** The indentations of those children that start a line. */
function indentations(source, { children }) {
    return children
        .map((node) => (node instanceof _rgrove_parse_xml__WEBPACK_IMPORTED_MODULE_6__/* .XmlElement */ .W ? indentationOf(source, node) : undefined))
        .filter((indentation) => indentation !== undefined);
}
/** A longer one is no indentation, and every inserted line would repeat it. */
const MAX_INDENTATION = 200;
function indentationOf(source, { start }) {
    const indentation = source.indentationBefore(start);
    return indentation !== undefined && indentation.length > MAX_INDENTATION ? undefined : indentation;
}
/** @param prefix with its colon, or nothing @see https://oozcitak.github.io/xmlbuilder2/serialization.html */
function serialise(elements, prefix, unit) {
    const builder = (0,xmlbuilder2__WEBPACK_IMPORTED_MODULE_0__/* .fragment */ .Jo)();
    for (const element of elements)
        append(builder, element, prefix);
    return builder.toString({ prettyPrint: true, indent: unit, newline: '\n' });
}
/** xmlbuilder2 leaves references in a value as they are, so what is escaped like the rest of the file stays so. */
function append(parent, { name, attributes, text, children }, prefix) {
    const escaped = [...attributes].map(([attribute, value]) => [attribute, (0,_value_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeAttribute */ .Gj)(value, '"')]);
    const element = parent.ele(`${prefix}${name}`, Object.fromEntries(escaped));
    if (text)
        element.txt((0,_value_js__WEBPACK_IMPORTED_MODULE_5__/* .escapeText */ .X1)(text));
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
