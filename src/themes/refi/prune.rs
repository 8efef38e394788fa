//! What points to what is no longer there goes with it.

use crate::ordered::BTreeSet;

use super::back::elements_mut;
use super::codes::key;
use super::origin::Origin;
use crate::error::Result;
use crate::xml::{Element, Node, document, parse};

/// The sections of a project in the order of the standard.
const SECTIONS: [&str; 9] = ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"];

/// Puts elements at the end of a section, which is put in its place when there is none yet.
pub(super) fn put(root: &mut Element, name: &str, prefix: &str, new: Vec<Element>) {
    if new.is_empty() {
        return;
    }
    let place = |local: &str| SECTIONS.iter().position(|known| *known == local).unwrap_or(SECTIONS.len());
    let later = |node: &Node| matches!(node, Node::Element(one) if place(one.local()) >= place(name));
    let at = root.children.iter().position(later).unwrap_or(root.children.len());
    match root.children.get_mut(at) {
        Some(Node::Element(one)) if one.local() == name => one.children.extend(new.into_iter().map(Node::Element)),
        _ => root.children.insert(at, Node::Element(Element::new(&format!("{prefix}{name}")).holding(new))),
    }
}

impl Origin {
    /// The file without the case of a participant, and what refers to it.
    pub(in crate::themes) fn without_case(mut self, name: &str) -> Result<Self> {
        let mut root = parse(&self.document)?;
        let cases = root.child("Cases").into_iter().flat_map(|cases| cases.all("Case"));
        let of = cases.filter(|case| case.attribute("name") == Some(name)).map(|case| key(case.attribute("guid")));
        let of = of.collect();
        prune(&mut root, &of);
        self.document = document(&root);
        Ok(self)
    }
}

/// Takes out what has one of these GUIDs or refers to it, and sections in which nothing is left.
pub(super) fn prune(root: &mut Element, gone: &BTreeSet<String>) {
    if !gone.is_empty() {
        clean(root, gone);
    }
    let filled = |section: &Element| section.elements().next().is_some() || !SECTIONS.contains(&section.local());
    root.children.retain(|node| !matches!(node, Node::Element(section) if !filled(section)));
}

fn clean(element: &mut Element, gone: &BTreeSet<String>) {
    let is_gone = |guid: Option<&str>| guid.is_some_and(|guid| gone.contains(&key(Some(guid))));
    let goes = |one: &Element| {
        let coded = one.local() != "Coding" || one.child("CodeRef").is_some();
        one.name.is_empty()
            || !coded
            || ["guid", "targetGUID", "originGUID"].iter().any(|name| is_gone(one.attribute(name)))
    };
    elements_mut(element).for_each(|inner| clean(inner, gone));
    element.children.retain(|node| !matches!(node, Node::Element(one) if goes(one)));
    element.attributes.retain(|(name, value)| name != "representedGUID" || !is_gone(Some(value)));
}
