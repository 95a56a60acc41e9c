//! A text under the pen of one delegate: a tree of provisions that can be edited freely.

use comity_text::{Instrument, Kind, Provision, ProvisionId, Text};

/// The index of the instrument itself, above all provisions.
pub(super) const ROOT: usize = 0;

/// A tree of provisions. Indices stay what they are; taken-out provisions are only unreachable.
pub(super) struct Draft {
    nodes: Vec<Node>,
}

pub(super) struct Node {
    /// The id in the base; `None` for a provision that the delegate adds.
    pub(super) id: Option<ProvisionId>,
    pub(super) kind: Kind,
    pub(super) label: Option<String>,
    pub(super) text: Text,
    pub(super) children: Vec<usize>,
    parent: usize,
}

impl Node {
    pub(super) fn added(kind: Kind, text: Text) -> Node {
        Node {
            id: None,
            kind,
            label: None,
            text,
            children: Vec::new(),
            parent: ROOT,
        }
    }
}

impl Draft {
    pub(super) fn new(base: &Instrument) -> Draft {
        let mut draft = Draft {
            nodes: vec![Node::added(Kind::Title, Text::default())],
        };
        for (provision, parent) in base.provisions().iter().zip(base.parents()) {
            let node = Node {
                id: Some(provision.id.clone()),
                kind: provision.kind,
                label: provision.label.clone(),
                text: provision.text.clone(),
                children: Vec::new(),
                parent: ROOT,
            };
            // Reading order puts a provision at its position, one past the root.
            let parent = parent.map_or(ROOT, |position| position + 1);
            let last = draft.nodes[parent].children.len();
            draft.put(node, parent, last);
        }
        draft
    }

    pub(super) fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    pub(super) fn node_mut(&mut self, at: usize) -> &mut Node {
        &mut self.nodes[at]
    }

    pub(super) fn parent(&self, at: usize) -> usize {
        self.nodes[at].parent
    }

    /// Where a provision stands among the children of its parent.
    pub(super) fn rank(&self, at: usize) -> usize {
        self.nodes[self.nodes[at].parent]
            .children
            .iter()
            .position(|child| *child == at)
            .expect("only provisions in the tree are asked for")
    }

    /// The provisions of the draft, in reading order.
    pub(super) fn reading_order(&self) -> Vec<usize> {
        self.within(ROOT).split_off(1)
    }

    /// A provision and all that it contains, in reading order.
    pub(super) fn within(&self, at: usize) -> Vec<usize> {
        let mut order = Vec::new();
        let mut open = vec![at];
        while let Some(here) = open.pop() {
            order.push(here);
            open.extend(self.nodes[here].children.iter().rev());
        }
        order
    }

    /// Puts a new provision at a rank among the children of another; gives its index.
    pub(super) fn put(&mut self, node: Node, parent: usize, rank: usize) -> usize {
        let at = self.nodes.len();
        self.nodes.push(node);
        self.put_back(at, parent, rank);
        at
    }

    /// Puts a provision that was taken out, with what it contains, in another place.
    pub(super) fn put_back(&mut self, at: usize, parent: usize, rank: usize) {
        self.nodes[at].parent = parent;
        self.nodes[parent].children.insert(rank, at);
    }

    /// Takes a provision out, with what it contains.
    pub(super) fn take(&mut self, at: usize) {
        let rank = self.rank(at);
        let parent = self.nodes[at].parent;
        self.nodes[parent].children.remove(rank);
    }

    /// Takes a provision out and leaves what it contains in its place.
    pub(super) fn lift(&mut self, at: usize) {
        let (parent, rank) = (self.nodes[at].parent, self.rank(at));
        let children = std::mem::take(&mut self.nodes[at].children);
        for child in &children {
            self.nodes[*child].parent = parent;
        }
        self.nodes[parent].children.splice(rank..=rank, children);
    }

    /// Gives the last children of a provision, from a rank on, to another.
    pub(super) fn hand_over(&mut self, from: usize, rank: usize, to: usize) {
        let children = self.nodes[from].children.split_off(rank);
        for child in &children {
            self.nodes[*child].parent = to;
        }
        self.nodes[to].children.extend(children);
    }

    /// The draft as an instrument. Provisions of the base keep their ids, or all have new ones
    /// as if read from a file; `name` makes an id that is not in use.
    pub(super) fn finish(
        self,
        keep_ids: bool,
        mut name: impl FnMut() -> ProvisionId,
    ) -> Instrument {
        let mut ids = vec![None; self.nodes.len()];
        let mut provisions = Vec::new();
        for at in self.reading_order() {
            let node = &self.nodes[at];
            let id = match &node.id {
                Some(id) if keep_ids => id.clone(),
                _ => name(),
            };
            ids[at] = Some(id.clone());
            provisions.push(Provision {
                id,
                kind: node.kind,
                parent: ids[node.parent].clone(),
                label: node.label.clone(),
                text: node.text.clone().normalised().0,
            });
        }
        Instrument::new(provisions).expect("a tree in reading order is an instrument")
    }
}
