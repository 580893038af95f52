extension LineagePage {
    /// Reads the rows as they stand in the page, and only those that it needs. Text goes into the page as text.
    static let script = #"""

        'use strict';
        (() => {
        const find = id => document.getElementById(id);
        const panes = [find('source'), find('target')];
        const detail = find('detail'), help = detail.firstChild;
        const numbers = text => (text || '').split(' ').filter(Boolean);
        const isSource = row => row.id.startsWith('in-');
        const counterparts = row =>
          numbers(row.dataset.x).map(n => find((isSource(row) ? 'out-' : 'in-') + n)).filter(Boolean);
        const part = (row, name) => { const found = row.querySelector(name); return found ? found.textContent : ''; };
        let lit = [], kept = null, timer = 0;

        // Where a row stands: its own step and those of the rows above it that are less deep.
        const before = row => row.previousElementSibling ||
          (row.parentElement.previousElementSibling ? row.parentElement.previousElementSibling.lastElementChild : null);
        const after = row => row.nextElementSibling ||
          (row.parentElement.nextElementSibling ? row.parentElement.nextElementSibling.firstElementChild : null);
        const level = row => Number(row.getAttribute('aria-level'));
        const path = row => {
          const own = part(row, 'b');
          if (own.startsWith('/')) return own;
          const steps = [];
          for (let current = row, wanted = level(row); current && wanted > 0; current = before(current)) {
            if (level(current) !== wanted) continue;
            const label = part(current, 'b');
            steps.unshift(wanted === 1 || label.startsWith('@') || label.endsWith(']') ? label : label + '[1]');
            wanted -= 1;
          }
          return '/' + steps.join('/');
        };

        const describe = row => {
          // The left one for what was sent, the right one for what came out, as the documents stand.
          const lists = [document.createElement('dl'), document.createElement('dl')];
          const add = (list, term, strong, rest) => {
            const name = document.createElement('dt'), text = document.createElement('dd');
            name.textContent = term;
            if (strong) { const bold = document.createElement('b'); bold.textContent = strong; text.append(bold, ' '); }
            if (rest) { const soft = document.createElement('span'); soft.textContent = rest; text.append(soft); }
            list.append(name, text);
          };
          const place = row => {
            const line = part(row, 'i');
            return line ? 'line ' + line + (row.dataset.c ? ':' + row.dataset.c : '') + '  ' : '';
          };
          const value = (list, term, row) =>
            add(list, term, part(row, 'span'), part(row, 'em') + '  ' + place(row) + path(row));
          const name = number => { const entry = find('ref-' + number); return entry ? part(entry, 'code') : ''; };
          const places = (list, row) => {
            for (const number of numbers(row.dataset.r)) add(list, 'Rule', '', name(number));
            for (const number of numbers(row.dataset.t)) add(list, 'Table row', '', name(number));
          };
          const [own, other] = isSource(row) ? lists : [lists[1], lists[0]];
          const others = counterparts(row), shown = others.slice(0, 8);
          value(own, isSource(row) ? 'Sent' : 'Came out', row);
          if (isSource(row) && part(row, 'small')) add(own, 'Because', '', part(row, 'small'));
          places(own, row);
          for (const one of shown) {
            value(other, isSource(row) ? 'Came out' : 'From', one);
            if (isSource(row) && shown.length < 3) places(other, one);
          }
          if (others.length > shown.length) add(other, '', '', 'and ' + (others.length - shown.length) + ' more');
          if (!others.length) add(other, isSource(row) ? 'Came out' : 'From', '', isSource(row) ? 'nothing' : 'nothing that was sent');
          detail.replaceChildren(...lists);
        };

        const reveal = row => {
          const pane = row.closest('.lines'), edge = 30;
          for (let turn = 0; turn < 2; turn += 1) {
            const own = row.getBoundingClientRect(), whole = pane.getBoundingClientRect();
            if (own.top >= whole.top + edge && own.bottom <= whole.bottom - edge) return;
            pane.scrollTop += own.top - whole.top - (whole.height - own.height) / 2;
          }
        };
        const clear = () => {
          for (const row of lit) { row.classList.remove('on', 'lit'); row.removeAttribute('aria-selected'); }
          lit = [];
        };
        const light = (row, others) => {
          clear();
          if (row) row.classList.add('on');
          for (const other of others) other.classList.add('lit');
          lit = row ? [row, ...others] : others;
          for (const one of lit) one.setAttribute('aria-selected', 'true');
        };
        const show = row => {
          const others = counterparts(row);
          light(row, others);
          describe(row);
          if (others.length) reveal(others[0]);
        };
        const point = row => {
          const pane = row.closest('.lines');
          pane.setAttribute('aria-activedescendant', row.id);
          show(row);
        };
        const note = hash => { try { history.replaceState(null, '', hash || location.pathname); } catch { } };
        const keep = row => { kept = row; point(row); reveal(row); note('#' + row.id); };
        const letGo = () => { kept = null; clear(); detail.replaceChildren(help); note(''); };

        const rowOf = event => event.target.closest('[role=treeitem][id]');
        for (const pane of panes) {
          pane.addEventListener('mouseover', event => {
            const row = rowOf(event);
            if (!row || kept || lit[0] === row) return;
            clearTimeout(timer);
            timer = setTimeout(() => { if (!kept) show(row); }, 60);
          });
          pane.addEventListener('mouseleave', () => clearTimeout(timer));
          pane.addEventListener('click', event => {
            const row = rowOf(event);
            if (row) { if (kept === row) letGo(); else keep(row); }
          });
          pane.addEventListener('focus', () => {
            if (!pane.hasAttribute('aria-activedescendant')) move(pane, 'Home');
          });
          pane.addEventListener('keydown', event => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (move(pane, event.key)) event.preventDefault();
          });
        }
        document.addEventListener('keydown', event => { if (event.key === 'Escape') letGo(); });

        // From value to value among those that are shown; across to the first counterpart.
        const isStop = row => row.id && !row.hidden;
        const along = (row, step) => {
          do { row = step(row); } while (row && !isStop(row));
          return row;
        };
        const ends = pane => [pane.firstElementChild, pane.lastElementChild];
        const edge = (pane, isFirst) => {
          const group = ends(pane)[isFirst ? 0 : 1];
          if (!group) return null;
          const row = isFirst ? group.firstElementChild : group.lastElementChild;
          return isStop(row) ? row : along(row, isFirst ? after : before);
        };
        function move(pane, key) {
          const current = find(pane.getAttribute('aria-activedescendant'));
          const first = current && isStop(current) ? null : edge(pane, true);
          let next = null;
          switch (key) {
          case 'ArrowDown': next = first || along(current, after); break;
          case 'ArrowUp': next = first || along(current, before); break;
          case 'Home': next = edge(pane, true); break;
          case 'End': next = edge(pane, false); break;
          case 'Enter': case ' ': if (current) keep(current); return Boolean(current);
          case 'ArrowRight': case 'ArrowLeft': {
            const wanted = key === 'ArrowRight' ? panes[1] : panes[0];
            if (wanted === pane || !current) return false;
            const other = counterparts(current)[0];
            if (!other) return false;
            wanted.setAttribute('aria-activedescendant', other.id);
            wanted.focus({preventScroll: true});
            next = other;
            break;
          }
          default: return false;
          }
          if (!next) return false;
          kept = null;
          reveal(next);
          point(next);
          return true;
        }

        // All values that a rule or a table row has had a part in.
        const references = find('references');
        if (references) references.addEventListener('click', event => {
          const entry = event.target.closest('button') && event.target.closest('li');
          if (!entry) return;
          const number = entry.id.slice(4);
          const rows = [...document.querySelectorAll('[data-r],[data-t]')].filter(row => row.id &&
            (numbers(row.dataset.r).includes(number) || numbers(row.dataset.t).includes(number)));
          kept = rows[0] || null;
          light(null, rows);
          const text = document.createElement('p');
          text.textContent = entry.textContent;
          detail.replaceChildren(text);
          for (const pane of panes) { const first = rows.find(row => pane.contains(row)); if (first) reveal(first); }
        });

        // Losses by kind and text.
        const kind = find('kind'), losing = find('losing');
        const sift = () => {
          const text = losing.value.toLowerCase();
          for (const entry of document.querySelectorAll('#losses li')) {
            entry.hidden = Boolean(kind.value) && !entry.classList.contains(kind.value) ||
              !entry.textContent.toLowerCase().includes(text);
          }
        };
        if (kind) { kind.addEventListener('change', sift); losing.addEventListener('input', sift); }

        // Rows with a text, all below an element whose name has it, what they stand in, and their counterparts. Groups
        // that are not seen are as high as what they show: so they need not be laid out.
        const size = group => {
          const count = [...group.children].filter(row => !row.hidden).length;
          group.hidden = !count;
          group.style.containIntrinsicSize = count * 22 + 'px';
        };
        let sides = null;
        const filter = text => {
          sides = sides || panes.map(pane => {
            const rows = [...pane.querySelectorAll('[role=treeitem]')];
            return {rows, levels: Uint16Array.from(rows, level), groups: [...pane.children]};
          });
          const shown = new Set();
          let count = 0;
          if (text) for (const {rows, levels} of sides) {
            let open = Infinity;
            for (let index = 0; index < rows.length; index += 1) {
              const row = rows[index], isInside = levels[index] > open;
              if (!isInside) open = Infinity;
              if (!isInside && !row.textContent.toLowerCase().includes(text)) continue;
              shown.add(row);
              if (!row.id) { open = Math.min(open, levels[index]); continue; }
              count += 1;
              for (const other of counterparts(row)) shown.add(other);
            }
          }
          for (const {rows, levels, groups} of sides) {
            let parent = 0;
            for (let index = rows.length - 1; index >= 0; index -= 1) {
              const isShown = !text || shown.has(rows[index]) || levels[index] === parent;
              if (isShown) parent = levels[index] - 1;
              if (rows[index].hidden === isShown) rows[index].hidden = !isShown;
            }
            groups.forEach(size);
          }
          find('found').textContent = text ? (count === 1 ? '1 value' : count + ' values') : '';
        };
        for (const pane of panes) if (pane.lastElementChild) size(pane.lastElementChild);
        let waiting = 0;
        find('search').addEventListener('input', event => {
          clearTimeout(waiting);
          waiting = setTimeout(() => filter(event.target.value.trim().toLowerCase()), 150);
        });

        const follow = () => {
          const row = find(decodeURIComponent(location.hash.slice(1)));
          if (row && row.matches('[role=treeitem]')) keep(row);
        };
        addEventListener('hashchange', follow);
        follow();
        })();
        """#
}
